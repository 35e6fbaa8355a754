import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BareJid } from '../../shared/model/jid.ts';
import { useModel, useServices } from '../services/use-services.ts';
import type { MessageWindow } from '../store/message-window.ts';
import type { LogRow } from './log-rows.ts';

interface LogScroll {
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  /** The key of the message that Tab reaches. */
  readonly current: string | null;
  readonly setCurrent: (key: string) => void;
  /** Brings a message into view and gives it the focus. */
  readonly moveTo: (key: string) => void;
  readonly onScroll: () => void;
}

/** Closer to the end than this counts as being there, in pixels. */
const endRoom = 40;
/** The next page is fetched this far before its place comes into view, in pixels. */
const fetchRoom = 700;

const estimates: Readonly<Record<LogRow['kind'], number>> = { start: 45, day: 41, new: 41, message: 46 };

/** Where the reader is in a conversation, and what follows from it: pages to fetch, messages seen, the place to come back to. */
export function useLogScroll(peer: BareJid, rows: readonly LogRow[], window: MessageWindow): LogScroll {
  const { conversations, attention, scrollMemory, store } = useServices();
  const scroller = useRef<HTMLDivElement>(null);
  const unread = useModel((state) => state.conversations.get(peer)?.unread ?? 0);
  const { hasOlder, hasNewer, target } = window;
  const [place] = useState(() => scrollMemory.recall(peer));
  const [isAtEnd, setAtEnd] = useState(place === null && !hasNewer);
  const [chosen, setChosen] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const indexOf = (key: string): number => rows.findIndex((row) => row.key === key);
  const current = chosen !== null && indexOf(chosen) !== -1 ? chosen : (lastMessage(rows)?.key ?? null);

  const sizeOf = (index: number): number => {
    const row = rows[index];
    return row === undefined ? 0 : (place?.sizes.get(row.key) ?? estimates[row.kind]);
  };

  // A page that closes the gap to the end arrives at the end of what was there; only what is said from then on pulls along.
  const wasComplete = useRef(!hasNewer);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: sizeOf,
    // Coming back to a place: its sizes are known, so the first picture is already there.
    initialOffset: () => {
      const index = place === null ? -1 : indexOf(place.key);
      if (place === null || index === -1) return 0;
      return rows.slice(0, index).reduce((sum, _, at) => sum + sizeOf(at), place.offset);
    },
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: wasComplete.current && !hasNewer,
    scrollEndThreshold: endRoom,
    // The focused message stays in the page when it scrolls out of sight, or the focus would be lost.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      const focused = chosen === null ? -1 : indexOf(chosen);
      return focused === -1 || seen.includes(focused) ? seen : [...seen, focused].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    wasComplete.current = !hasNewer;
  }, [hasNewer]);

  // The lines above the first message (the beginning, its day) stand elsewhere once an older page has come, and the
  // virtualizer would go with them: whoever has scrolled up to them stays at the message.
  const head = useRef<{ readonly key: string; readonly below: number } | null>(null);
  const noteHead = useCallback((): void => {
    const index = rows.findIndex((row) => row.kind === 'message');
    const line = virtualizer.measurementsCache[index];
    const top = scroller.current?.scrollTop;
    head.current =
      line === undefined || top === undefined ? null : { key: String(line.key), below: line.start - top };
  }, [rows, virtualizer]);
  useLayoutEffect(() => {
    const before = head.current;
    if (before !== null && before.below > 0) {
      const index = rows.findIndex((row) => row.key === before.key);
      const line = virtualizer.measurementsCache[index];
      const isPrepended = rows.findIndex((row) => row.kind === 'message') < index;
      if (isPrepended && line !== undefined) virtualizer.scrollToOffset(line.start - before.below);
    }
    noteHead();
  }, [rows, virtualizer, noteHead]);

  const isDrawn = useRef(false);
  const look = useCallback((): void => {
    const element = scroller.current;
    if (element === null || !isDrawn.current) return;
    noteHead();
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    const isEnd = below < endRoom && !hasNewer;
    setAtEnd(isEnd);
    attention.look(peer, isEnd);
    if (isEnd) conversations.seen(peer);
    if (hasOlder && element.scrollTop < fetchRoom) void conversations.loadOlder(peer);
    if (hasNewer && below < fetchRoom) void conversations.loadNewer(peer);
  }, [attention, conversations, noteHead, peer, hasOlder, hasNewer]);

  // Coming in: at the message that was looked for, at what is new, where one left, or at the end.
  const arrive = useRef(() => {
    if (target !== null) return;
    const newIndex = rows.findIndex((row) => row.kind === 'new');
    if (newIndex !== -1) virtualizer.scrollToIndex(newIndex, { align: 'start' });
    else if (place === null || indexOf(place.key) === -1) virtualizer.scrollToEnd();
  });
  useLayoutEffect(() => arrive.current(), []);

  const shown = useRef(0);
  useLayoutEffect(() => {
    if (target === null || target.turn === shown.current) return;
    const index = rows.findIndex((row) => row.key === target.id);
    if (index === -1) return;
    shown.current = target.turn;
    virtualizer.scrollToIndex(index, { align: 'center' });
    setChosen(target.id);
    wanted.current = target.id;
  }, [target, rows, virtualizer]);

  const { endTurn } = window;
  const endShown = useRef(endTurn);
  useLayoutEffect(() => {
    if (endTurn === endShown.current) return;
    endShown.current = endTurn;
    virtualizer.scrollToEnd();
  }, [endTurn, virtualizer]);

  // The message the focus moves to may not exist before the list has scrolled there.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-message="${wanted.current}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  // Looks again whenever something changed that scrolling does not tell: rows, focus of the window, unread messages.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are the reason to look, not what is looked at
  useEffect(look, [look, rows, unread]);
  const lookNow = useRef(look);
  lookNow.current = look;
  // Where the end is was guessed before the first frame was drawn: long messages would be taken for seen.
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        isDrawn.current = true;
        lookNow.current();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  useEffect(() => {
    globalThis.addEventListener('focus', look);
    return () => globalThis.removeEventListener('focus', look);
  }, [look]);

  // A composer that grows takes room from below: the end stays in view if it was.
  const atEnd = useRef(isAtEnd);
  atEnd.current = isAtEnd;
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current && isDrawn.current) virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [virtualizer]);

  // Leaving: the place is kept, unless it is the end.
  useLayoutEffect(
    () => () => {
      const top = virtualizer.scrollOffset ?? 0;
      const first = virtualizer.getVirtualItemForOffset(top);
      attention.look(null, false);
      const { main } = store.state;
      const isStaying = main.kind === 'conversation' && main.peer === peer;
      if (atEnd.current || isStaying || first === undefined) scrollMemory.forget(peer);
      else {
        const sizes = new Map([...virtualizer.itemSizeCache].map(([key, size]) => [String(key), size]));
        scrollMemory.keep(peer, { key: String(first.key), offset: top - first.start, sizes });
      }
    },
    [attention, peer, scrollMemory, store, virtualizer],
  );

  return {
    virtualizer,
    scroller,
    isAtEnd,
    current,
    setCurrent: setChosen,
    moveTo: (key) => {
      wanted.current = key;
      setChosen(key);
      virtualizer.scrollToIndex(indexOf(key));
    },
    onScroll: look,
  };
}

function lastMessage(rows: readonly LogRow[]): LogRow | undefined {
  return rows.findLast((row) => row.kind === 'message');
}
