import { describe, expect, test } from 'vitest';
import { archiveIdOf, senderIdOf } from '../../../electron/wire/stanza-ids.ts';
import { stanza } from './fake-connection.ts';
import { account } from './protocol-context.ts';

const id = (by: string, value: string) => `<stanza-id xmlns='urn:xmpp:sid:0' by='${by}' id='${value}'/>`;
const archiveId = (ids: string) => archiveIdOf(stanza(`<message>${ids}</message>`), account);

describe('T16: an archive id', () => {
  test('is the one our own account gave', () => {
    expect(archiveId(id('room@muc.test', 'a') + id('alice@corp.test', 'b'))).toBe('b');
  });

  test.each(['bob@corp.test', 'corp.test', 'alice@corp.test/desk', 'ALICE@corp.test', ''])(
    'is not believed by %j',
    (by) => {
      expect(archiveId(id(by, 'a'))).toBeNull();
    },
  );

  test('is not believed when there are two, as one must be forged', () => {
    expect(archiveId(id('alice@corp.test', 'a') + id('alice@corp.test', 'b'))).toBe('forged');
  });

  test('is none when it is empty or absurdly long', () => {
    expect(archiveId(id('alice@corp.test', ''))).toBeNull();
    expect(archiveId(id('alice@corp.test', 'x'.repeat(2000)))).toBeNull();
  });
});

test('the sender names the message by its id, or by origin-id when it has none', () => {
  const origin = "<origin-id xmlns='urn:xmpp:sid:0' id='o1'/>";
  expect(senderIdOf(stanza(`<message id='m1'>${origin}</message>`))).toBe('m1');
  expect(senderIdOf(stanza(`<message>${origin}</message>`))).toBe('o1');
  expect(senderIdOf(stanza(`<message id='${'x'.repeat(2000)}'/>`))).toBe('');
});
