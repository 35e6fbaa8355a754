import { type ReactNode, useId, useState } from 'react';
import type { Reason } from '../../shared/model/verdict.ts';
import { reasonText } from '../text/reason-text.ts';
import { useText } from '../text/use-text.ts';
import { LinkButton } from './button.tsx';
import { mostTellingFirst } from './most-telling.ts';
import { SentenceText } from './revealed.tsx';

interface Props {
  readonly reasons: readonly Reason[];
  /** Said after the sentence, before "Why?". */
  readonly after?: string | undefined;
  readonly tabIndex?: number | undefined;
}

/** The most telling reason in one sentence; what stands behind it, and every other reason, when asked. */
export function ReasonLines({ reasons, after = '', tabIndex }: Props): ReactNode {
  const { text, language } = useText();
  const [isOpen, setOpen] = useState(false);
  const whyId = useId();
  const [first, ...others] = mostTellingFirst(reasons).map(({ code, params }) => ({
    key: `${code} ${JSON.stringify(params)}`,
    ...reasonText({ code, params }, language),
  }));
  if (first === undefined) return null;
  return (
    <>
      <p>
        <SentenceText sentence={first.sentence} />
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
      </p>
      {isOpen ? (
        <div id={whyId}>
          <p>
            <SentenceText sentence={first.why} />
          </p>
          {others.map(({ key, sentence, why }) => (
            <p key={key}>
              <SentenceText sentence={sentence} /> <SentenceText sentence={why} />
            </p>
          ))}
        </div>
      ) : null}
    </>
  );
}
