import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { longestBody } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import { AttachButton } from '../file/attach-button.tsx';
import { AttachmentTray } from '../file/attachment-tray.tsx';
import { pastedFiles } from '../file/picked-files.ts';
import { classNames } from '../parts/class-names.ts';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import type { Picked } from '../services/attached-files.ts';
import { useModel, useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './composer.module.css';
import { useComposing } from './use-composing.ts';
import { useDraft } from './use-draft.ts';
import { noAttachments, useSending } from './use-sending.ts';

const css = classNames(styles);

/** From here on the room that is left is counted aloud, in UTF-16 code units. */
const countFrom = 1000;

/** Where one writes. Plain text only; says to whom, and works offline. */
export function Composer({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const { announcer, attached } = useServices();
  const drafting = useDraft(person.jid);
  const { draft, setDraft } = drafting;
  const attachments = useModel((state) => state.attachments.get(person.jid) ?? noAttachments);
  const composing = useComposing(person.jid);
  const isOffline = useModel((state) => state.session?.connection.kind !== 'online');
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const { canSend, problem, send } = useSending({
    ...drafting,
    peer: person.jid,
    attachments,
    field,
    stopComposing: composing.stop,
  });
  const left = longestBody - draft.length;
  // Whoever opens a conversation can write at once; from a dialog that closed, the focus would have gone nowhere.
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const isPrefilled = useModel((state) => state.prefill?.peer === person.jid);
  useEffect(() => {
    if (isPrefilled) field.current?.focus();
  }, [isPrefilled]);
  const attach = (picked: readonly Picked[]): void => {
    if (picked.length === 0) return;
    announcer.say(text.files.attached(picked.length));
    void attached.attach(person.jid, picked);
    field.current?.focus();
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
      {attachments.length === 0 ? null : (
        <AttachmentTray
          peer={person.jid}
          attachments={attachments}
          onRemoved={() => field.current?.focus()}
        />
      )}
      <div className={css('box', person.place === 'outside' && 'outside')}>
        <AttachButton onPick={(files) => attach(files.map((file) => ({ kind: 'file', file })))} />
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
          onPaste={(event) => {
            const picked = pastedFiles(event.clipboardData);
            if (picked.length === 0) return;
            event.preventDefault();
            attach(picked);
          }}
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
