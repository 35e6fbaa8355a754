import { describe, expect, test } from 'vitest';
import { stampOf } from '../../../electron/wire/delay.ts';
import { stanza } from './fake-connection.ts';
import { account } from './protocol-context.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const earliest = Date.parse('2026-03-01T11:00:00Z');

function stamped(...delays: [from: string, stamp: string][]): number {
  const children = delays.map(
    ([from, stamp]) => `<delay xmlns='urn:xmpp:delay' from='${from}' stamp='${stamp}'/>`,
  );
  const message = stanza(`<message from='bob@corp.test/x'>${children.join('')}</message>`);
  return stampOf(message, { account, earliest, now });
}

describe('T15: the time of a live message', () => {
  test('is the stamp of our server', () => {
    const at = Date.parse('2026-03-01T11:30:00Z');
    expect(stamped(['corp.test', '2026-03-01T11:30:00Z'])).toBe(at);
    expect(stamped(['alice@corp.test', '2026-03-01T12:30:00.000+01:00'])).toBe(at);
  });

  test('is that of its arrival when only the sender or his server dated it', () => {
    expect(stamped(['bob@corp.test', '2026-03-01T11:30:00Z'])).toBe(now);
    expect(stamped(['partner.test', '2026-03-01T11:30:00Z'])).toBe(now);
    expect(stamped(['alice@corp.test/other', '2026-03-01T11:30:00Z'])).toBe(now);
    expect(stamped()).toBe(now);
  });

  test('is the stamp our server added last, not one written to look like it', () => {
    const forged: [string, string] = ['corp.test', '2026-03-01T11:00:01Z'];
    expect(stamped(forged, ['corp.test', '2026-03-01T11:30:00Z'])).toBe(Date.parse('2026-03-01T11:30:00Z'));
  });

  test('is never before the server can have held it back, and never in the future', () => {
    expect(stamped(['corp.test', '1999-01-01T00:00:00Z'])).toBe(earliest);
    expect(stamped(['corp.test', '2999-01-01T00:00:00Z'])).toBe(now);
  });

  test.each([
    '',
    'yesterday',
    '2026-13-45T99:99:99Z',
    '0000-00-00T00:00:00Z',
    '1969-01-01T00:00:00Z',
    '20260301T11:30:00',
  ])('is that of its arrival when the stamp is %j (CVE-2013-6477)', (stamp) => {
    expect(stamped(['corp.test', stamp])).toBe(now);
  });
});
