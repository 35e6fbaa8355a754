import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { LogRow } from './log-rows.ts';

interface Log {
  /** The message that Tab reaches. */
  readonly current: string | null;
  readonly moveTo: (key: string) => void;
}

interface KeptFocus {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: () => void;
}

/**
 * What was pressed may be gone with what it did: whoever pressed it stays at the message (WCAG 2.2 2.4.3). Of a message that is
 * gone itself, the one in its place takes the focus; of the last one, where one writes.
 */
export function useKeptFocus(
  room: RefObject<HTMLElement | null>,
  rows: readonly LogRow[],
  { current, moveTo }: Log,
): KeptFocus {
  /** Where the focus is; no key: in the room, but at no message. */
  const held = useRef<{ readonly key: string | null; index: number } | null>(null);

  const restore = (): void => {
    if (held.current === null || document.activeElement !== document.body) return;
    const { key, index } = held.current;
    const next =
      key === null ? current : rows.some((row) => row.key === key) ? key : messageNear(rows, index);
    if (next === null) return;
    const row = room.current?.querySelector<HTMLElement>(`[data-message="${next}"]`);
    if (row === null || row === undefined) moveTo(next);
    else row.focus({ preventScroll: true });
  };
  const latest = useRef(restore);
  useLayoutEffect(() => {
    latest.current = restore;
    if (held.current === null) return;
    const { key } = held.current;
    const index = rows.findIndex((row) => row.key === key);
    if (index !== -1) held.current.index = index;
  });

  useEffect(() => {
    if (room.current === null) return;
    const observer = new MutationObserver(() => latest.current());
    observer.observe(room.current, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      if (held.current === null || document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>('[data-column="main"] [data-column-focus]')?.focus();
    };
  }, [room]);

  return {
    onFocus: ({ target }) => {
      const key = target.closest<HTMLElement>('[data-message]')?.dataset['message'] ?? null;
      held.current = { key, index: rows.findIndex((row) => row.key === key) };
    },
    onBlur: () => {
      held.current = null;
    },
  };
}

/** The message that has moved up to there, or the last one. */
function messageNear(rows: readonly LogRow[], index: number): string | null {
  const isMessage = ({ kind }: LogRow): boolean => kind === 'message';
  return (rows.slice(index).find(isMessage) ?? rows.findLast(isMessage))?.key ?? null;
}
