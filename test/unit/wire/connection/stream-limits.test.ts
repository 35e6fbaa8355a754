import { describe, expect, it } from 'vitest';
import { xml } from '../../../../electron/wire/connection/element.ts';
import { limitsOf } from '../../../../electron/wire/connection/stream-limits.ts';
import { parseBareJid } from '../../../../shared/model/jid.ts';

describe('how much a stanza may be', () => {
  const account = parseBareJid('alice@corp.test');
  if (account === null) throw new Error('not an account');
  const small = limitsOf(xml('message', { from: 'bob@evil.test' }), account);

  it.each([undefined, 'alice@corp.test', 'corp.test', 'CORP.test'])(
    'is more for answers of our own server: from %s',
    (from) => {
      expect(limitsOf(xml('iq', { from }), account).elements).toBeGreaterThan(small.elements);
    },
  );

  it.each(['bob@corp.test', 'evil.test', 'corp.test.evil.test', 'not an address', '', 'alice@corp.test@x'])(
    'is little for everyone else: from %j',
    (from) => {
      expect(limitsOf(xml('iq', { from }), account)).toEqual(small);
    },
  );

  it('is little for messages and presence, whoever they claim to be from', () => {
    expect(limitsOf(xml('message', {}), account)).toEqual(small);
    expect(limitsOf(xml('presence', { from: 'corp.test' }), account)).toEqual(small);
  });
});
