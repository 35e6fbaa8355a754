import { type ReactNode, useState } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { useReport } from '../message/use-report.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { useServices } from '../services/use-services.ts';
import type { Waiting } from '../store/requests.ts';
import { refusalText } from '../text/refusal-text.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './request-actions.module.css';

const css = classNames(styles);

interface Props {
  readonly waiting: Waiting;
  /** Accepting is then not what the eye goes to first. */
  readonly isSuspicious: boolean;
}

/** What can become of a request. Reporting decides nothing: the report goes, the request stays. */
export function RequestActions({ waiting: { person, request }, isSuspicious }: Props): ReactNode {
  const { text } = useText();
  const { people, conversations } = useServices();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { jid } = person;
  const name = revealedText(person.name, 'exact');
  const last = request?.messages.findLast(({ report }) => report === 'none');

  const settle = async (step: Promise<string | null>): Promise<boolean> => {
    setBusy(true);
    const refusal = await step;
    setBusy(false);
    const own = { 'not-allowed': text.requests.notAllowed };
    setProblem(refusal === null ? null : refusalText(refusal, text, own));
    return refusal === null;
  };
  const accept = async (): Promise<void> => {
    const isDone = await settle(people.answer(jid, true));
    if (isDone && request !== null) await conversations.open(jid);
  };
  const block = async (): Promise<string | null> =>
    (await people.setBlocked(jid, true)) ?? (await people.answer(jid, false));

  return (
    <>
      <div className={css('actions')}>
        <Button
          isSmall
          look={isSuspicious ? 'plain' : 'primary'}
          disabled={isBusy}
          aria-label={text.requests.acceptNamed(name)}
          onClick={() => void accept()}
        >
          {text.requests.accept}
        </Button>
        <Button
          isSmall
          disabled={isBusy}
          aria-label={text.requests.declineNamed(name)}
          onClick={() => void settle(people.answer(jid, false))}
        >
          {text.requests.decline}
        </Button>
        <Button
          isSmall
          look="danger"
          disabled={isBusy}
          aria-label={text.requests.blockNamed(name)}
          onClick={() => void settle(block())}
        >
          {text.requests.block}
        </Button>
        {last === undefined ? null : <ReportButton message={last} name={name} />}
      </div>
      {problem === null ? null : <Problem words={problem} />}
    </>
  );
}

function ReportButton({ message, name }: { message: Message; name: string }): ReactNode {
  const { text } = useText();
  const { submit, problem } = useReport(message);
  return (
    <>
      <Button isSmall look="quiet" aria-label={text.requests.reportNamed(name)} onClick={submit}>
        {text.requests.report}
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
