import { describe, expect, test } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import { createPresence } from '../../../electron/wire/presence.ts';
import { bare } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

function presenceOf(contacts: readonly string[] = ['bob@corp.test']) {
  const parts = protocolContext();
  const presence = createPresence(
    parts.context,
    (jid) => contacts.includes(jid),
    xml('c'),
    () => {},
  );
  return { ...parts, presence };
}

const from = (resource: string, children = '', type?: string) =>
  `<presence from='bob@corp.test${resource}'${type === undefined ? '' : ` type='${type}'`}>${children}</presence>`;
const is = (availability: string, statusText = '') => [
  'presence',
  { jid: 'bob@corp.test', availability, statusText },
];

describe("a person's presence", () => {
  test('is that of the device with the highest priority', () => {
    const { connection, told } = presenceOf();
    connection.receive(from('/phone', '<show>away</show><priority>1</priority>'));
    connection.receive(from('/desk', '<show>dnd</show><status>In a call</status><priority>5</priority>'));
    connection.receive(from('/phone', '<priority>2</priority>'));
    expect(told).toEqual([is('away'), is('busy', 'In a call')]);
    connection.receive(from('/desk', '', 'unavailable'));
    expect(told.at(-1)).toEqual(is('available'));
    connection.receive(from('/phone', '', 'unavailable'));
    expect(told.at(-1)).toEqual(is('offline'));
  });

  test.each([
    ['', 'available'],
    ['<show>chat</show>', 'available'],
    ['<show>away</show>', 'away'],
    ['<show>xa</show>', 'away'],
    ['<show>dnd</show>', 'busy'],
    ['<show>mars</show>', 'available'],
    ['<priority>lots</priority>', 'available'],
  ])('with %j is %s', (children, availability) => {
    const { connection, told } = presenceOf();
    connection.receive(from('/x', children));
    expect(told).toEqual([is(availability)]);
  });

  test('T21: of a stranger, or dressed up as a room, says nothing', () => {
    const { connection, told } = presenceOf();
    connection.receive("<presence from='evil@attacker.test/x'/>");
    connection.receive(from('/x', "<x xmlns='http://jabber.org/protocol/muc#user'/>"));
    expect(told).toEqual([]);
  });

  test('T30: keeps no more devices than anyone has', () => {
    const { connection, presence } = presenceOf();
    for (let n = 0; n < 1000; n++) {
      const caps = `<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='${n}'/>`;
      connection.receive(from(`/${n}`, caps));
    }
    expect(presence.capsOf(bare('bob@corp.test'))).toHaveLength(32);
  });

  test('is forgotten with the session and told again when it is resumed', () => {
    const { connection, presence, told } = presenceOf();
    connection.receive(from('/x', '<show>away</show>'));
    presence.repeat();
    presence.forget();
    expect(told).toEqual([is('away'), is('away'), is('offline')]);
  });
});

describe('our presence', () => {
  test('is kept while offline and told when the session begins', () => {
    const { connection, presence } = presenceOf();
    presence.set('busy', 'In a call');
    expect(connection.sent).toEqual([]);
    presence.announce();
    presence.set('available', '');
    expect(connection.sent.map(String)).toEqual([
      '<presence><show>dnd</show><status>In a call</status><c/></presence>',
      '<presence><c/></presence>',
    ]);
  });
});
