import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';

interface VirtualList {
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The one line that Tab reaches. */
  readonly current: number;
  readonly setCurrent: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface Options {
  readonly count: number;
  readonly keyOf: (index: number) => string;
  readonly sizeOf: (index: number) => number;
  /** Lines that cannot be chosen (headings) are stepped over. */
  readonly isChoice?: (index: number) => boolean;
  /** Where Tab enters when nothing was chosen yet. */
  readonly start: number;
}

/** A long list of fixed line heights: only what is seen exists, one line has the tab stop, arrows move it. */
export function useVirtualList({ count, keyOf, sizeOf, isChoice = () => true, start }: Options): VirtualList {
  const scroller = useRef<HTMLDivElement>(null);
  const [moved, setMoved] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const current = Math.min(moved ?? start, count - 1);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: sizeOf,
    overscan: 8,
    // Before the first measurement, so that the first paint already has lines.
    initialRect: { width: 280, height: 640 },
  });

  // The line the focus moves to may not exist before the list has scrolled there.
  useEffect(() => {
    if (wanted.current === null) return;
    const line = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    const button = line?.matches('button') ? line : line?.querySelector<HTMLElement>('button');
    if (button === null || button === undefined) return;
    wanted.current = null;
    button.focus({ preventScroll: true });
  });

  const moveTo = (index: number): void => {
    wanted.current = index;
    setMoved(index);
    virtualizer.scrollToIndex(index);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLButtonElement))
      return;
    // From the line that has the focus: the tab stop may have moved on with the order.
    const from = event.target.closest<HTMLElement>('[data-index]')?.dataset['index'];
    const target = stepTo(event.key, from === undefined ? current : Number(from), count, isChoice);
    if (target === null) return;
    event.preventDefault();
    moveTo(target);
  };

  return { virtualizer, scroller, current, setCurrent: setMoved, onKeyDown };
}

/** Where a key leads in a list, or null when it leads nowhere. */
export function stepTo(
  key: string,
  current: number,
  count: number,
  isChoice: (index: number) => boolean,
): number | null {
  const page = 10;
  const [from, direction] =
    key === 'ArrowDown'
      ? [current + 1, 1]
      : key === 'ArrowUp'
        ? [current - 1, -1]
        : key === 'PageDown'
          ? [Math.min(current + page, count - 1), -1]
          : key === 'PageUp'
            ? [Math.max(current - page, 0), 1]
            : key === 'Home'
              ? [0, 1]
              : key === 'End'
                ? [count - 1, -1]
                : [-1, 0];
  if (direction === 0) return null;
  for (let index = from; index >= 0 && index < count; index += direction) if (isChoice(index)) return index;
  return null;
}
