import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import { isDrawnAhead } from '../parts/drawn-ahead.ts';
import type { useVirtualList } from './use-virtual-list.ts';
import styles from './virtual-lines.module.css';

const css = classNames(styles);

interface Props {
  readonly list: ReturnType<typeof useVirtualList>;
  readonly label: string;
  readonly count: number;
  readonly children: (index: number) => ReactNode;
}

/**
 * The lines that are in view, each at its place; drawn ahead, where an element can bring no style of its own (the content security policy), one
 * after the other. A screen reader is told how many there are in all.
 */
export function VirtualLines({ list, label, count, children }: Props): ReactNode {
  const { virtualizer, scroller, onKeyDown } = list;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys arrive here from the buttons inside
    <div ref={scroller} className={css('scroller')} onKeyDown={onKeyDown}>
      {/* biome-ignore lint/a11y/useSemanticElements: positioned lines, most of which are not there */}
      <div
        role="list"
        aria-label={label}
        className={css('lines')}
        style={isDrawnAhead ? undefined : { blockSize: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ key, index, start, size }) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={key}
            role="listitem"
            aria-setsize={count}
            aria-posinset={index + 1}
            data-index={index}
            className={css('line', isDrawnAhead && 'drawnAhead')}
            style={isDrawnAhead ? undefined : { blockSize: size, transform: `translateY(${start}px)` }}
          >
            {children(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
