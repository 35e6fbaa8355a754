import type { ReactNode } from 'react';
import type { LeavingFinding } from '../../shared/model/leaving.ts';
import { classNames } from '../parts/class-names.ts';
import { Revealed } from '../parts/revealed.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useText } from '../text/use-text.ts';
import { maskedParts } from './masked-parts.ts';
import styles from './masked-text.module.css';

const css = classNames(styles);

const mostFinds = 8;

interface Props {
  readonly text: string;
  readonly findings: readonly LeavingFinding[];
}

/** The writer's own words with what was found in them, masked and marked. */
export function MaskedText({ text, findings }: Props): ReactNode {
  const { text: words } = useText();
  let position = 0;
  return (
    <blockquote className={css('quote')} dir="auto">
      {maskedParts(text, findings).map((part) => {
        const key = position++;
        if (part.kind === 'gap') return <span key={key}> … </span>;
        if (part.kind === 'text') return <Revealed key={key} text={part.text} kind="running" />;
        return (
          <mark key={key} className={css('match')}>
            <VisuallyHidden>{words.leaving.markStart} </VisuallyHidden>
            <bdi>{part.masked}</bdi>
            <VisuallyHidden> {words.leaving.markEnd}</VisuallyHidden>
          </mark>
        );
      })}
    </blockquote>
  );
}

/** What was found in a file, masked: there are no words of the writer's around it that could be shown. */
export function MaskedFinds({ findings }: Pick<Props, 'findings'>): ReactNode {
  const { text: words } = useText();
  const found = [...new Set(findings.flatMap(({ matches }) => matches.map(({ masked }) => masked)))];
  return (
    <p className={css('quote')}>
      {words.files.leaving.found}{' '}
      {found.slice(0, mostFinds).map((masked) => (
        <span key={masked}>
          <mark className={css('match')}>
            <bdi>{masked}</bdi>
          </mark>{' '}
        </span>
      ))}
      {found.length > mostFinds ? '…' : null}
    </p>
  );
}
