import { describe, expect, it } from 'vitest';
import {
  totalUnread,
  withConversationChanges,
  withConversations,
} from '../../../../renderer/store/conversations.ts';
import { withPeople, withPeopleChanges } from '../../../../renderer/store/people.ts';
import { countWaiting, waitingPeople, withRequestChanges } from '../../../../renderer/store/requests.ts';
import { initialState, type State, withoutAccount } from '../../../../renderer/store/state.ts';
import { Store } from '../../../../renderer/store/store.ts';
import type { Conversation } from '../../../../shared/model/conversation.ts';
import { conversationsOf, message } from '../fixture/messages.ts';
import { jid, person } from '../fixture/people.ts';

function conversation(peer: string, at: number, unread = 0): Conversation {
  const [made] = conversationsOf([message(peer, { body: 'x', at })], { [peer]: unread });
  if (made === undefined) throw new Error('no conversation made');
  return made;
}

const bea = jid('bea@corp.test');
const jonas = jid('jonas@corp.test');

describe('the conversations', () => {
  const state = withConversations(initialState, [conversation(bea, 1), conversation(jonas, 2, 3)]);

  it('stand newest first', () => {
    expect(state.order).toEqual([jonas, bea]);
  });

  it('move up with a new message', () => {
    const next = withConversationChanges(state, { changed: [conversation(bea, 9, 1)], removed: [] });
    expect(next.order).toEqual([bea, jonas]);
    expect(totalUnread(next.conversations)).toBe(4);
  });

  it('keep the same order object and the other lines when only one line changes, so that one row is drawn anew', () => {
    const next = withConversationChanges(state, { changed: [conversation(jonas, 2, 0)], removed: [] });
    expect(next.order).toBe(state.order);
    expect(next.conversations.get(bea)).toBe(state.conversations.get(bea));
  });

  it('go when they are removed', () => {
    const next = withConversationChanges(state, { changed: [], removed: [jonas] });
    expect(next.order).toEqual([bea]);
  });

  it('stay the same state when nothing changed', () => {
    expect(withConversationChanges(state, { changed: [], removed: [] })).toBe(state);
  });

  it('take one without messages to the end', () => {
    const empty: Conversation = { peer: jid('new@corp.test'), unread: 0, draft: 'hi', last: null };
    expect(withConversationChanges(state, { changed: [empty], removed: [] }).order.at(-1)).toBe(empty.peer);
  });
});

describe('the people', () => {
  const asking = person('a@x.test', { isAsking: true, name: 'Zed' });
  const state = withPeople(initialState, [
    asking,
    person('b@x.test', { isAsking: true, name: 'Amy' }),
    person('c@x.test', { isAsking: true, isBlocked: true }),
    person(bea),
  ]);

  it('who ask are counted and sorted by name; a blocked one does not ask', () => {
    expect(countWaiting(state)).toBe(2);
    expect(waitingPeople(state).map(({ person: { name } }) => name)).toEqual(['Amy', 'Zed']);
  });

  it('who wrote for the first time stand once in the tray, above those who only ask, and no longer when they are known', () => {
    const eve = person('eve@x.test', { isWaiting: true, isAsking: true });
    const wrote = message(eve.jid, { body: 'hello', at: 7 });
    const people = withPeopleChanges(state, { changed: [eve], removed: [] });
    const request = { peer: eve.jid, messages: [wrote], hasOlder: false };
    const tray = withRequestChanges(people, { changed: [request], removed: [] });
    expect(waitingPeople(tray).map(({ person: { jid } }) => jid)).toEqual([eve.jid, 'b@x.test', 'a@x.test']);
    expect(countWaiting(tray)).toBe(3);
    const known = { ...eve, isWaiting: false, isAsking: false };
    expect(countWaiting(withPeopleChanges(tray, { changed: [known], removed: [] }))).toBe(2);
  });

  it('change one by one', () => {
    const next = withPeopleChanges(state, { changed: [{ ...asking, isAsking: false }], removed: [bea] });
    expect(countWaiting(next)).toBe(1);
    expect(next.people.has(bea)).toBe(false);
  });
});

describe('an account that is gone', () => {
  it('takes everything with it that was its own', () => {
    const state: State = {
      ...withConversations(initialState, [conversation(bea, 1)]),
      main: { kind: 'conversation', peer: bea },
      isListCollapsed: true,
      overlay: 'settings',
    };
    expect(withoutAccount(state)).toMatchObject({
      order: [],
      main: { kind: 'nothing' },
      overlay: null,
      isListCollapsed: true,
    });
  });
});

describe('the store', () => {
  it('tells nobody of a step that changes nothing', () => {
    const store = new Store({ count: 0 });
    let told = 0;
    const stop = store.subscribe(() => told++);
    store.update((state) => state);
    expect(told).toBe(0);
    store.update(({ count }) => ({ count: count + 1 }));
    stop();
    store.update(({ count }) => ({ count: count + 1 }));
    expect(told).toBe(1);
    expect(store.state.count).toBe(2);
  });
});
