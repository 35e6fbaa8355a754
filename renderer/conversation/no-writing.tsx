import { Ban, CircleHelp } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Message } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import { notAccepted } from '../../shared/model/verdict.ts';
import { useReport } from '../message/use-report.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { SentenceText } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import type { MessageWindow } from '../store/message-window.ts';
import { reasonText } from '../text/reason-text.ts';
import { refusalText } from '../text/refusal-text.ts';
import { useText } from '../text/use-text.ts';
import styles from './no-writing.module.css';

const css = classNames(styles);

/** Whom one cannot write to: main would refuse every message, so nobody is invited to write one (gate/outbound). */
export function isClosedTo({ isBlocked, closed }: Person): boolean {
  return isBlocked || closed !== null;
}

/** In the composer's place: why there is none, and what one can do instead. A draft waits where drafts are kept. */
export function NoWriting({ person }: { person: Person }): ReactNode {
  const { text, language } = useText();
  const { people } = useServices();
  const { jid, name, isBlocked } = person;
  const reason = reasonText(person.closed ?? notAccepted, language);
  const last = useModel((state) => (isBlocked ? null : reportable(state.windows.get(jid))));
  const [problem, setProblem] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const Icon = isBlocked ? Ban : CircleHelp;

  // As in the composer; and the button pressed may be gone with what it did.
  useEffect(() => place.current?.focus({ preventScroll: true }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they decide which buttons there are
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [isBlocked, last === null]);

  const setBlocked = async (blocked: boolean): Promise<void> => {
    const refusal = await people.setBlocked(jid, blocked);
    setProblem(refusal === null ? null : refusalText(refusal, text));
  };

  return (
    <div className={css('room')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and here are none */}
      <div
        ref={place}
        className={css('box')}
        role="group"
        tabIndex={-1}
        aria-labelledby={`${id}what`}
        aria-describedby={`${id}next`}
        data-column-focus=""
      >
        <Icon size={17} strokeWidth={1.8} aria-hidden="true" />
        <div className={css('rest')}>
          <div className={css('words')}>
            <p id={`${id}what`} className={css('what')}>
              <SentenceText sentence={isBlocked ? text.noWriting.blocked(name) : reason.sentence} />
            </p>
            <p id={`${id}next`} className={css('next')}>
              {isBlocked ? text.details.blockText : <SentenceText sentence={reason.why} />}
            </p>
          </div>
          <div className={css('actions')}>
            {last === null ? null : <ReportLast message={last} />}
            {isBlocked ? (
              <Button key="unblock" isSmall onClick={() => void setBlocked(false)}>
                {text.details.unblock}
              </Button>
            ) : (
              <Button key="block" isSmall look="danger" onClick={() => void setBlocked(true)}>
                {text.details.block}
              </Button>
            )}
          </div>
          {problem === null ? null : <Problem words={problem} />}
        </div>
      </div>
    </div>
  );
}

function ReportLast({ message }: { message: Message }): ReactNode {
  const { text } = useText();
  const { submit, problem } = useReport(message);
  return (
    <>
      <Button isSmall onClick={submit}>
        {text.noWriting.reportLast}
      </Button>
      {problem === null ? null : <Problem words={problem} />}
    </>
  );
}

function Problem({ words }: { words: string }): ReactNode {
  return (
    <p className={css('problem')} role="alert">
      {words}
    </p>
  );
}

/** The newest message of the other side, where the end of the conversation is loaded and that one is not reported yet. */
function reportable(window: MessageWindow | undefined): Message | null {
  if (window === undefined || window.hasNewer) return null;
  const last = window.messages.findLast((message) => message.direction === 'in');
  return last?.report === 'none' ? last : null;
}
