import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import { Revealed } from '../parts/revealed.tsx';
import { nameParts } from '../text/file-name.ts';
import { revealedText } from '../text/reveal.ts';
import styles from './file-name.module.css';

const css = classNames(styles);

/** A name of a file, shortened in its middle: how it ends is always seen. Left to right, whatever its letters are. */
export function FileName({ name }: { name: string }): ReactNode {
  const { start, tail } = nameParts(name);
  return (
    <span className={css('name')} dir="ltr" title={revealedText(name, 'exact')}>
      {start === '' ? null : (
        <span className={css('start')}>
          <Revealed text={start} kind="exact" />
        </span>
      )}
      <span className={css('tail')}>
        <Revealed text={tail} kind="exact" />
      </span>
    </span>
  );
}
