import { type ReactNode, useId, useState } from 'react';
import { longestReason } from '../../shared/model/leaving.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SentenceText } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import type { Asked } from '../store/state.ts';
import { revealedText } from '../text/reveal.ts';
import type { Sentence } from '../text/sentence.ts';
import { useText } from '../text/use-text.ts';
import { FalseAlarm } from './false-alarm.tsx';
import { FindingPanel } from './finding-panel.tsx';
import styles from './leaving-dialog.module.css';
import { MaskedFinds, MaskedText } from './masked-text.tsx';

const css = classNames(styles);

const mostPanels = 4;

/** Before something confidential leaves: what was found, by which rule, and what its writer can do. Esc keeps the text. */
export function LeavingDialog({ asked: { about, question } }: { asked: Asked }): ReactNode {
  const { text } = useText();
  const { leaving } = useServices();
  const [reason, setReason] = useState('');
  const lead = useLead(about);
  const words = text.leaving;
  const { step, direction, findings, token, leastReason } = question;
  const missing = leastReason - [...reason.trim()].length;
  const keep = (): void => leaving.answer(null);
  const others = findings.length - mostPanels;
  return (
    <Dialog title={words.titles[direction]} look="wide" onClose={keep}>
      <div className={css('body')}>
        <p>
          <SentenceText sentence={lead} />
        </p>
        {about.kind === 'file' ? (
          <MaskedFinds findings={findings} />
        ) : (
          <MaskedText text={about.text} findings={findings} />
        )}
        <div className={css('findings')}>
          {findings.slice(0, mostPanels).map((finding) => (
            <FindingPanel key={finding.rule} finding={finding} question={question} />
          ))}
          {others > 0 ? <p className={css('more')}>{words.moreRules(others)}</p> : null}
        </div>
        {step === 'justify' ? (
          <ReasonField reason={reason} missing={missing} leastReason={leastReason} onChange={setReason} />
        ) : null}
        <div className={css('end')}>
          <FalseAlarm token={token} />
          <span className={css('actions')}>
            {step === 'notice' ? (
              <Button onClick={() => leaving.answer({ token, reason: '' })}>{words.send[about.kind]}</Button>
            ) : null}
            <Button look={step === 'justify' ? 'plain' : 'primary'} onClick={keep}>
              {words.change[about.kind]}
            </Button>
            {step === 'justify' ? (
              <Button
                look="primary"
                disabled={missing > 0}
                onClick={() => leaving.answer({ token, reason: reason.trim() })}
              >
                {words.sendWithReason}
              </Button>
            ) : null}
          </span>
        </div>
      </div>
    </Dialog>
  );
}

interface ReasonFieldProps {
  readonly reason: string;
  /** Characters that are still missing. */
  readonly missing: number;
  readonly leastReason: number;
  readonly onChange: (reason: string) => void;
}

function ReasonField({ reason, missing, leastReason, onChange }: ReasonFieldProps): ReactNode {
  const { text } = useText();
  const id = useId();
  return (
    <div className={css('field')}>
      <label htmlFor={id}>{text.leaving.reason}</label>
      <textarea
        id={id}
        rows={2}
        dir="auto"
        value={reason}
        maxLength={longestReason}
        aria-describedby={`${id}hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className={css('hint')} id={`${id}hint`}>
        {text.leaving.reasonHint(leastReason)}
        <span className={css('missing')} aria-hidden="true">
          {missing > 0 && reason.trim() !== '' ? text.leaving.missing(missing) : null}
        </span>
      </p>
    </div>
  );
}

function useLead(about: Asked['about']): Sentence {
  const { text } = useText();
  const person = useModel((state) => ('peer' in about ? state.people.get(about.peer) : undefined));
  if (!('peer' in about)) return text.leaving.lead[about.kind];
  const name = revealedText(person?.name ?? about.peer, 'exact');
  const company = person?.company ?? null;
  const recipient = company === null ? name : `${name}, ${company}`;
  return about.kind === 'file'
    ? text.files.leaving.lead(revealedText(about.name, 'exact'), recipient)
    : text.leaving.leadMessage(recipient);
}
