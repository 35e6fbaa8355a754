import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../electron/transfer/file-hosts.ts';
import { policySchema } from '../../../shared/policy.ts';
import { alice, jid } from '../gate/corp-gate.ts';

function place(url: string, files: object = {}, service: string | null = 'upload.corp.test') {
  const policy = policySchema.parse({ partners: [{ domain: 'partner.test', name: 'Partner' }], files });
  return placeOf(url, { account: alice, service: service === null ? null : jid(service), policy });
}

describe('T27: files come from and go to', () => {
  test('the domain of the account and that of its service, without a word of policy', () => {
    for (const host of ['corp.test', 'upload.corp.test', 'UPLOAD.corp.test'])
      expect(place(`https://${host}/a`)).toBe('own');
    expect(place('https://upload.corp.test/a', {}, null)).toBeNull();
  });

  test.each(['443', '5281', '5443', '7443'])('port %s of them', (port) => {
    expect(place(`https://corp.test:${port}/a`)).toBe('own');
  });

  test('hosts that policy names, on the port that it names', () => {
    const files = { hosts: ['files.corp.test', 'disk.corp.test:8443'], outsideHosts: ['files.partner.test'] };
    expect(place('https://files.corp.test/a', files)).toBe('own');
    expect(place('https://files.corp.test:8443/a', files)).toBeNull();
    expect(place('https://disk.corp.test:8443/a', files)).toBe('own');
    expect(place('https://disk.corp.test/a', files)).toBeNull();
    expect(place('https://files.partner.test/a', files)).toBe('outside');
    expect(place('https://files.corp.test/a', { hosts: ['files.corp.test:443'] })).toBe('own');
  });
});

test.each([
  'https://partner.test/a',
  'https://wiki.corp.test/a',
  'https://xcorp.test/a',
  'https://corp.test.attacker.test/a',
  'https://corp.test./a',
  'https://corp.test:22/a',
  'https://corp.test:8080/a',
  'http://corp.test/a',
  'https://anna:secret@corp.test/a',
  'https://corp.test@attacker.test/a',
  'https://127.0.0.1/a',
  'https://2130706433/a',
  'https://[::ffff:127.0.0.1]/a',
  'ftp://corp.test/a',
  'file://corp.test/a',
  'https:///a',
  'corp.test/a',
  '',
])('T27: never from or to %s', (url) => {
  expect(place(url)).toBeNull();
  expect(place(url, { hosts: ['files.corp.test'] })).toBeNull();
});

test.each([
  '127.0.0.1:443',
  'corp.test:0',
  'corp.test:',
  'https://corp.test',
  'Corp.test',
  '*.corp.test',
  '-a.test',
])('policy cannot name %s', (entry) => {
  const isTaken = policySchema.safeParse({ files: { hosts: [entry] } }).success;
  // An address looks like a name, and never is one that files come from.
  expect(isTaken && place(`https://${entry}/a`, { hosts: [entry] }) !== null).toBe(false);
});
