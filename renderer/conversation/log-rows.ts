import type { Message, MessageId } from '../../shared/model/message.ts';

export type LogRow =
  | { readonly kind: 'start'; readonly key: string; readonly hasOlder: boolean }
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };

interface Layout {
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly newFrom: MessageId | null;
  /** The calendar day of an instant, any text that differs from day to day. */
  dayOf(at: number): string;
}

/** The lines of a message list: groups of one sender and one minute, a divider for each day, one above what is new. */
export function logRows({ messages, hasOlder, newFrom, dayOf }: Layout): readonly LogRow[] {
  if (messages.length === 0) return [];
  const rows: LogRow[] = [{ kind: 'start', key: 'start', hasOlder }];
  let day: string | null = null;
  messages.forEach((message, index) => {
    const today = dayOf(message.at);
    if (today !== day) rows.push({ kind: 'day', key: `day ${today}`, at: message.at });
    day = today;
    if (message.id === newFrom) rows.push({ kind: 'new', key: 'new' });
    const before = messages[index - 1];
    const after = messages[index + 1];
    rows.push({
      kind: 'message',
      key: message.id,
      message,
      isFirst: before === undefined || message.id === newFrom || !isSameGroup(before, message),
      isLast: after === undefined || after.id === newFrom || !isSameGroup(message, after),
    });
  });
  return rows;
}

const minute = 60_000;

function isSameGroup(a: Message, b: Message): boolean {
  return a.direction === b.direction && Math.floor(a.at / minute) === Math.floor(b.at / minute);
}
