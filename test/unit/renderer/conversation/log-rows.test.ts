import { describe, expect, it } from 'vitest';
import { logRows } from '../../../../renderer/conversation/log-rows.ts';
import type { Message } from '../../../../shared/model/message.ts';
import { message } from '../fixture/messages.ts';

const noon = Date.UTC(2026, 10, 24, 12);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function said(seconds: number, direction: 'in' | 'out' = 'in'): Message {
  return message('bea@corp.test', { body: 'x', at: noon + seconds * 1000, direction });
}

function shape(messages: readonly Message[], newFrom: Message | null = null): readonly string[] {
  return logRows({ messages, hasOlder: false, newFrom: newFrom?.id ?? null, dayOf }).map((row) =>
    row.kind === 'message' ? `${row.isFirst ? '[' : '·'}${row.isLast ? ']' : '·'}` : row.kind,
  );
}

describe('the lines of a conversation', () => {
  it('group one sender within one minute', () => {
    expect(shape([said(0), said(10), said(59)])).toEqual(['start', 'day', '[·', '··', '·]']);
  });

  it('begin a group with the next minute', () => {
    expect(shape([said(59), said(60)])).toEqual(['start', 'day', '[]', '[]']);
  });

  it('begin a group with the other side', () => {
    expect(shape([said(0), said(1, 'out'), said(2)])).toEqual(['start', 'day', '[]', '[]', '[]']);
  });

  it('have a divider for each day', () => {
    expect(shape([said(-86_400), said(0)])).toEqual(['start', 'day', '[]', 'day', '[]']);
  });

  it('end a group above what is new', () => {
    const messages = [said(0), said(1), said(2)];
    expect(shape(messages, messages[1] ?? null)).toEqual(['start', 'day', '[]', 'new', '[·', '·]']);
  });

  it('are none when nothing was said', () => {
    expect(shape([])).toEqual([]);
  });

  it('have keys of their own, so that a page above moves nothing', () => {
    const later = [said(100), said(200)];
    const before = logRows({ messages: later, hasOlder: true, newFrom: null, dayOf }).map((row) => row.key);
    const after = logRows({ messages: [said(0), ...later], hasOlder: true, newFrom: null, dayOf }).map(
      (row) => row.key,
    );
    expect(after.filter((key) => before.includes(key))).toEqual(before);
    expect(new Set(after).size).toBe(after.length);
  });
});
