import type { ReactNode } from 'react';
import { reveal, tokenText } from '../text/reveal.ts';
import type { Sentence } from '../text/sentence.ts';
import { useText } from '../text/use-text.ts';
import { classNames } from './class-names.ts';
import styles from './revealed.module.css';

const css = classNames(styles);

interface Props {
  readonly text: string;
  /** `exact` for names and addresses, where no hidden character belongs. */
  readonly kind: 'running' | 'exact';
  /** In one line, cut off at its end: of a name from right to left that is the left. */
  readonly isOneLine?: boolean;
}

/** Text from outside: each hidden character is named where it stands, and its direction stays its own. */
export function Revealed({ text, kind, isOneLine = false }: Props): ReactNode {
  const { text: words } = useText();
  const parts = reveal(text, kind);
  if (parts.length === 1 && typeof parts[0] === 'string')
    return <bdi className={isOneLine ? css('line') : undefined}>{text}</bdi>;
  let position = 0;
  return (
    <bdi className={isOneLine ? css('line') : undefined}>
      {parts.map((part) => {
        const key = position++;
        if (typeof part === 'string') return part;
        const token = tokenText(part);
        return (
          <span key={key} className={css('token')} title={words.app.hiddenCharacter(part.codePoint)}>
            [{token}]
          </span>
        );
      })}
    </bdi>
  );
}

/** A sentence of the catalogue with what it says about something from outside. */
export function SentenceText({ sentence }: { sentence: Sentence }): ReactNode {
  let position = 0;
  return sentence.map((part) => {
    const key = position++;
    if (typeof part === 'string') return part;
    if ('strong' in part)
      return (
        <strong key={key}>
          <Revealed text={part.strong} kind="exact" />
        </strong>
      );
    return (
      <code key={key} className={css('code')} dir="ltr">
        <Revealed text={part.code} kind="exact" />
      </code>
    );
  });
}
