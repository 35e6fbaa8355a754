import { describe, expect, test } from 'vitest';
import { archiveIdsOf, senderIdOf } from '../../../electron/wire/stanza-ids.ts';
import { stanza } from './fake-connection.ts';
import { account } from './protocol-context.ts';

const id = (by: string, value: string) => `<stanza-id xmlns='urn:xmpp:sid:0' by='${by}' id='${value}'/>`;
const archiveIds = (ids: string) => archiveIdsOf(stanza(`<message>${ids}</message>`), account);

describe('T16: an archive id', () => {
  test('is the one our own account gave', () => {
    expect(archiveIds(id('room@muc.test', 'a') + id('alice@corp.test', 'b'))).toEqual(['b']);
  });

  test.each(['bob@corp.test', 'corp.test', 'alice@corp.test/desk', 'ALICE@corp.test', ''])(
    'is not believed by %j',
    (by) => {
      expect(archiveIds(id(by, 'a'))).toEqual([]);
    },
  );

  test('is the last of several, which our server added behind the forged ones', () => {
    expect(archiveIds(id('alice@corp.test', 'a') + id('alice@corp.test', 'b'))).toEqual(['a', 'b']);
  });

  test('is none when it is empty or absurdly long', () => {
    expect(archiveIds(id('alice@corp.test', ''))).toEqual([]);
    expect(archiveIds(id('alice@corp.test', 'x'.repeat(2000)))).toEqual([]);
  });
});

test('the sender names the message by its id, or by origin-id when it has none', () => {
  const origin = "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>";
  expect(senderIdOf(stanza(`<message id='m1'>${origin}</message>`))).toBe('m1');
  expect(senderIdOf(stanza(`<message>${origin}</message>`))).toBe('o1');
  expect(senderIdOf(stanza(`<message id='${'x'.repeat(2000)}'/>`))).toBe('');
});
