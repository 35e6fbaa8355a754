import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyWindow,
  longestWindow,
  type MessageWindow,
  withArrival,
  withNewer,
  withOlder,
  withPage,
} from '../../../../renderer/store/message-window.ts';
import type { Message } from '../../../../shared/model/message.ts';
import { message } from '../fixture/messages.ts';

const attended = { removed: [], isAttended: true } as const;
const away = { removed: [], isAttended: false } as const;

function said(at: number, change: Partial<Message> = {}): Message {
  return message('bea@corp.test', { body: `${at}`, at, ...change });
}

function ready(messages: readonly Message[], change: Partial<MessageWindow> = {}): MessageWindow {
  return { ...emptyWindow, status: 'ready', messages, ...change };
}

function bodies(window: MessageWindow): readonly string[] {
  return window.messages.map((entry) => entry.body);
}

describe('a message that arrives', () => {
  it('goes to the end', () => {
    const window = withArrival(ready([said(1), said(2)]), { changed: [said(3)], ...attended });
    expect(bodies(window)).toEqual(['1', '2', '3']);
  });

  it('goes where its time puts it', () => {
    const window = withArrival(ready([said(1), said(3)]), { changed: [said(2)], ...attended });
    expect(bodies(window)).toEqual(['1', '2', '3']);
  });

  it('takes the place of its earlier self and leaves the others the same objects', () => {
    const [first, second] = [said(1), said(2)];
    const window = withArrival(ready([first, second]), {
      changed: [{ ...second, state: 'delivered' }],
      ...attended,
    });
    expect(window.messages).toHaveLength(2);
    expect(window.messages[0]).toBe(first);
    expect(window.messages[1]?.state).toBe('delivered');
  });

  it('never comes twice', () => {
    const twice = said(2);
    const once = withArrival(ready([said(1)]), { changed: [twice], ...attended });
    expect(bodies(withArrival(once, { changed: [twice], ...attended }))).toEqual(['1', '2']);
  });

  it('is left to its page when that end is not loaded', () => {
    const window = ready([said(5), said(6)], { hasOlder: true, hasNewer: true });
    expect(bodies(withArrival(window, { changed: [said(1), said(9)], ...attended }))).toEqual(['5', '6']);
  });

  it('changes nothing, not even the object, when it is beyond both ends and seen', () => {
    const window = ready([said(5)], { hasOlder: true });
    expect(withArrival(window, { changed: [said(1)], ...attended })).toBe(window);
  });

  it('is counted while the reader is elsewhere, and the first one carries the divider', () => {
    const [third, fourth] = [said(3), said(4)];
    const one = withArrival(ready([said(1)]), { changed: [third], ...away });
    const two = withArrival(one, { changed: [fourth], ...away });
    expect(two).toMatchObject({ arrived: 2, newFrom: third.id });
  });

  it('is not counted when it is our own', () => {
    const window = withArrival(ready([said(1)]), { changed: [said(2, { direction: 'out' })], ...away });
    expect(window).toMatchObject({ arrived: 0, newFrom: null });
  });

  it('is not news when it is old and only now fetched', () => {
    const window = withArrival(ready([said(5)]), { changed: [said(1)], ...away });
    expect(window).toMatchObject({ arrived: 0, newFrom: null });
    expect(bodies(window)).toEqual(['1', '5']);
  });

  it('goes when it is discarded', () => {
    const gone = said(2, { direction: 'out', state: 'failed' });
    const window = withArrival(ready([said(1), gone]), { changed: [], removed: [gone.id], isAttended: true });
    expect(bodies(window)).toEqual(['1']);
  });
});

describe('a message that arrives while its page is under way', () => {
  it('is there when the page did not have it', () => {
    const loading = withArrival(emptyWindow, { changed: [said(3)], ...attended });
    const page = { messages: [said(1), said(2)], hasOlder: false, hasNewer: false };
    expect(bodies(withPage(loading, page, 0))).toEqual(['1', '2', '3']);
  });

  it('is there when it came while the gap to the end was closed', () => {
    const fetching = ready([said(1)], { hasNewer: true, fetching: 'newer' });
    const arrived = withArrival(fetching, { changed: [said(3)], ...attended });
    expect(bodies(arrived)).toEqual(['1']);
    const page = { messages: [said(2)], hasOlder: true, hasNewer: false };
    expect(bodies(withNewer(arrived, page))).toEqual(['1', '2', '3']);
  });

  it('has its newest state, not the one of the page', () => {
    const sent = said(2, { direction: 'out', state: 'sent' });
    const loading = withArrival(emptyWindow, { changed: [{ ...sent, state: 'delivered' }], ...attended });
    const window = withPage(loading, { messages: [said(1), sent], hasOlder: false, hasNewer: false }, 0);
    expect(window.messages.at(-1)?.state).toBe('delivered');
  });
});

describe('the newest page', () => {
  it('puts the divider above the unread incoming messages', () => {
    const messages = [said(1), said(2), said(3, { direction: 'out' }), said(4)];
    const window = withPage(emptyWindow, { messages, hasOlder: false, hasNewer: false }, 2);
    expect(window.newFrom).toBe(messages[1]?.id);
  });

  it('has no divider when all was read', () => {
    const window = withPage(emptyWindow, { messages: [said(1)], hasOlder: false, hasNewer: false }, 0);
    expect(window.newFrom).toBeNull();
  });
});

describe('further pages', () => {
  it('come before and after what is there', () => {
    const middle = ready([said(5)], { hasOlder: true, hasNewer: true });
    const older = withOlder(middle, { messages: [said(3), said(4)], hasOlder: false, hasNewer: true });
    const both = withNewer(older, { messages: [said(6)], hasOlder: true, hasNewer: false });
    expect(bodies(both)).toEqual(['3', '4', '5', '6']);
    expect(both).toMatchObject({ hasOlder: false, hasNewer: false, fetching: 'none' });
  });

  it('let go of the far end, which is then fetched again', () => {
    const many = Array.from({ length: longestWindow }, (_, index) => said(1000 + index));
    const older = withOlder(ready(many), { messages: [said(1)], hasOlder: true, hasNewer: true });
    expect(older.messages).toHaveLength(longestWindow);
    expect(older.messages[0]?.body).toBe('1');
    expect(older.hasNewer).toBe(true);
    const newer = withNewer(ready(many), { messages: [said(9999)], hasOlder: true, hasNewer: false });
    expect(newer.messages.at(-1)?.body).toBe('9999');
    expect(newer.hasOlder).toBe(true);
  });
});

describe('any order of arrivals', () => {
  it('ends in the order of time, each message once', () => {
    const all = Array.from({ length: 20 }, (_, index) => said(index % 7));
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...all), { maxLength: 5 }), { maxLength: 12 }),
        (batches) => {
          const window = batches.reduce<MessageWindow>(
            (current, changed) => withArrival(current, { changed, ...away }),
            ready([]),
          );
          const expected = [...new Set(batches.flat())].sort(
            (a, b) => a.at - b.at || a.position - b.position,
          );
          expect(window.messages).toEqual(expected);
        },
      ),
      { seed: 20261124 },
    );
  });
});
