import { type ReactNode, useId, useState } from 'react';
import type { Reason } from '../../shared/model/verdict.ts';
import { reasonText } from '../text/reason-text.ts';
import { useText } from '../text/use-text.ts';
import { LinkButton } from './button.tsx';
import { SentenceText } from './revealed.tsx';

interface Props {
  readonly reasons: readonly Reason[];
  /** Said after the sentences, before "Why?". */
  readonly after?: string;
  readonly tabIndex?: number;
}

/** The reasons of a verdict, each in a sentence, and what stands behind them when asked. */
export function ReasonLines({ reasons, after = '', tabIndex }: Props): ReactNode {
  const { text, language } = useText();
  const [isOpen, setOpen] = useState(false);
  const whyId = useId();
  const texts = reasons.map((reason) => ({ code: reason.code, ...reasonText(reason, language) }));
  return (
    <>
      {texts.map(({ code, sentence }, index) => (
        <p key={code}>
          <SentenceText sentence={sentence} />
          {index < texts.length - 1 ? null : (
            <>
              {after === '' ? null : ` ${after}`}{' '}
              <LinkButton
                isInherited
                tabIndex={tabIndex}
                aria-expanded={isOpen}
                aria-controls={isOpen ? whyId : undefined}
                onClick={() => setOpen(!isOpen)}
              >
                {isOpen ? text.app.less : text.app.why}
              </LinkButton>
            </>
          )}
        </p>
      ))}
      {isOpen ? (
        <div id={whyId}>
          {texts.map(({ code, why }) => (
            <p key={code}>
              <SentenceText sentence={why} />
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
}
