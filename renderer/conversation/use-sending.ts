import { type RefObject, useState } from 'react';
import type { BareJid } from '../../shared/model/jid.ts';
import type { LeavingQuestion } from '../../shared/model/leaving.ts';
import { longestBody } from '../../shared/model/message.ts';
import { firstPlace, type Place } from '../leaving/masked-parts.ts';
import { useModel, useServices } from '../services/use-services.ts';
import type { Attachment } from '../store/state.ts';
import { useText } from '../text/use-text.ts';
import type { Draft } from './use-draft.ts';

interface Sending {
  readonly canSend: boolean;
  /** What could not be done, in words; null when all is well. */
  readonly problem: string | null;
  readonly send: () => Promise<void>;
}

interface Writing extends Draft {
  readonly peer: BareJid;
  readonly attachments: readonly Attachment[];
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly stopComposing: () => void;
}

export const noAttachments: readonly Attachment[] = [];

/** What is attached, or what is written; whatever does not leave stays with its writer. */
export function useSending({ peer, draft, setDraft, save, ...writing }: Writing): Sending {
  const { text } = useText();
  const { attached, conversations } = useServices();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { attachments, field, stopComposing } = writing;
  const isBeingSent = useModel((state) =>
    (state.attachments.get(peer) ?? noAttachments).some(({ phase }) => phase === 'sending'),
  );
  const hasFiles = attachments.some(({ phase }) => phase !== 'failed');
  const canSend = !isBusy && !isBeingSent && draft.length <= longestBody && (hasFiles || draft.trim() !== '');

  const sendWords = async (): Promise<void> => {
    const sent = draft;
    setDraft('');
    // What was written meanwhile comes after it.
    const putBack = (): void => setDraft((meanwhile) => (meanwhile === '' ? sent : `${sent}\n${meanwhile}`));
    const places: (Place | null)[] = [];
    const outcome = await conversations.send(peer, sent, ({ findings }: LeavingQuestion) => {
      if (places.length === 0) putBack();
      places.push(firstPlace(findings));
    });
    if (outcome === 'failed') setProblem(text.composer.failed);
    const isBack = places.length > 0;
    if (outcome === 'failed' && !isBack) putBack();
    else if (outcome === 'sent' && isBack) setDraft((now) => withoutStart(now, sent));
    else if (outcome === 'sent') save();
    field.current?.focus();
    if (outcome === 'kept') select(field.current, places.at(-1));
  };
  // The words stay where they are until they have left: reading and inspecting can take a while, and one may look elsewhere.
  const sendFiles = async (): Promise<void> => {
    const sent = draft;
    const { outcome, withWords } = await attached.send(peer, sent);
    if (outcome === 'failed') setProblem(text.files.notSent);
    if (withWords && sent !== '') {
      if (field.current === null) conversations.saveDraft(peer, '');
      else setDraft((now) => withoutStart(now, sent));
    }
    field.current?.focus();
  };

  return {
    canSend,
    problem,
    send: async () => {
      if (!canSend) return;
      setBusy(true);
      setProblem(null);
      stopComposing();
      await (hasFiles ? sendFiles() : sendWords());
      setBusy(false);
    },
  };
}

/** What was found is what its writer wants to change. */
function select(field: HTMLTextAreaElement | null, place: Place | null | undefined): void {
  if (place) field?.setSelectionRange(place.start, place.end);
}

function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length).replace(/^\n/, '') : text;
}
