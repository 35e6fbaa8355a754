import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { longestBody } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import { firstPlace, type Place } from '../leaving/masked-parts.ts';
import { classNames } from '../parts/class-names.ts';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './composer.module.css';
import { useComposing } from './use-composing.ts';
import { useDraft } from './use-draft.ts';

const css = classNames(styles);

/** From here on the room that is left is counted aloud, in UTF-16 code units. */
const countFrom = 1000;

/** Where one writes. Plain text only; says to whom, and works offline. */
export function Composer({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const { draft, setDraft, save } = useDraft(person.jid);
  const composing = useComposing(person.jid);
  const isOffline = useModel((state) => state.session?.connection.kind !== 'online');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const left = longestBody - draft.length;
  // Whoever opens a conversation can write at once; from a dialog that closed, the focus would have gone nowhere.
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const canSend = draft.trim() !== '' && left >= 0 && !isSending;

  const send = async (): Promise<void> => {
    if (!canSend) return;
    const sent = draft;
    setSending(true);
    setProblem(null);
    setDraft('');
    composing.stop();
    // What was written meanwhile comes after it.
    const putBack = (): void => setDraft((meanwhile) => (meanwhile === '' ? sent : `${sent}\n${meanwhile}`));
    const places: (Place | null)[] = [];
    const outcome = await conversations.send(person.jid, sent, ({ findings }) => {
      if (places.length === 0) putBack();
      places.push(firstPlace(findings));
    });
    setSending(false);
    if (outcome === 'failed') setProblem(text.composer.failed);
    const isBack = places.length > 0;
    if (outcome === 'failed' && !isBack) putBack();
    else if (outcome === 'sent' && isBack) setDraft((now) => withoutStart(now, sent));
    else if (outcome === 'sent') save();
    field.current?.focus();
    if (outcome === 'kept') select(field.current, places.at(-1));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // An input method's Enter chooses a candidate.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <div className={css('room')}>
      <TypingLine person={person} />
      <div className={css('box', person.place === 'outside' && 'outside')}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={draft}
          aria-label={text.composer.label(person.name)}
          aria-describedby={hintId}
          placeholder={placeholderFor(person, text)}
          data-column-focus=""
          onChange={(event) => {
            setDraft(event.target.value);
            if (event.target.value === '') composing.stop();
            else composing.type();
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className={css('send')}
          aria-label={text.composer.send}
          title={text.composer.send}
          disabled={!canSend}
          onClick={() => void send()}
        >
          <SendHorizontal size={18} strokeWidth={1.8} aria-hidden="true" />
        </button>
      </div>
      <VisuallyHidden id={hintId}>{isOffline ? text.composer.offline : text.composer.hint}</VisuallyHidden>
      {problem === null && left >= countFrom ? null : (
        <div className={css('below')}>
          <span className={css('problem')} role="alert">
            {problem}
          </span>
          {left >= countFrom ? null : (
            <span className={css(left < 0 && 'problem')}>
              {left < 0 ? text.composer.tooLong(-left) : text.composer.left(left)}
            </span>
          )}
        </div>
      )}
    </div>
  );
}

/** What was found is what its writer wants to change. */
function select(field: HTMLTextAreaElement | null, place: Place | null | undefined): void {
  if (place) field?.setSelectionRange(place.start, place.end);
}

function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length).replace(/^\n/, '') : text;
}

/** Has its room always, so that nothing moves when somebody begins to type. */
function TypingLine({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const isTyping = useModel((state) => state.typing.has(person.jid));
  return (
    <div className={css('typing')} aria-live="polite">
      {isTyping ? text.conversation.isTyping(revealedText(person.name, 'exact')) : null}
    </div>
  );
}

function placeholderFor({ name, company }: Person, { composer }: Catalogue): string {
  const shown = revealedText(name, 'exact');
  return company === null ? composer.placeholder(shown) : composer.placeholderAt(shown, company);
}
