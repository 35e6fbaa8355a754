import { describe, expect, it, test } from 'vitest';
import { tokenRules } from '../../../../electron/gate/content/detect/token-table.ts';
import { found, inspect } from './inspecting.ts';

/** Put together here, so that no scanner of source code takes it for a live one. */
const random = 'kR8vTq2ZxW5nJb7YcL4mPd9GsH3fAe6UtQwE';

describe('keys, tokens and passwords are found', () => {
  it.each([
    [
      `-----BEGIN RSA PRIVATE KEY-----\nMIIEpQIBAAKCAQEAn6/O8li\n-----END RSA PRIVATE KEY-----`,
      'private-key high',
    ],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----', 'private-key medium'],
    ['PuTTY-User-Key-File-3: ssh-ed25519', 'putty-private-key high'],
    [`the token is ghp_${random}`, 'github-token high'],
    [`xoxb-781236542736-2364535789652-${random.slice(0, 24)}`, 'slack-token high'],
    [`key ${'AKIA'}IOSFODNN7QWERTYU`, 'aws-access-key high'],
    [`use sk_live_${random}`, 'stripe-key high'],
    [`mysql://root:${random.slice(0, 10)}@db.corp.test/prod`, 'password-in-url high'],
    [`Server=db;User Id=sa;Password=${random.slice(0, 9)};`, 'connection-string high'],
    [`password = ${random.slice(0, 16)}`, 'password high'],
    ['Das Passwort lautet: Sommer2026!', 'password medium'],
    [`Authorization: Bearer ${random}`, 'authorization-header high'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
  });
});

describe('talking about secrets is none', () => {
  it.each([
    'password: ********',
    'password = ${DB_PASSWORD}',
    'PASSWORD=<your password here>',
    'token: process.env.TOKEN',
    'The password is wrong, please reset it',
    'Das Passwort ist abgelaufen',
    'https://user@corp.test/path:80',
    'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    '-----BEGIN PUBLIC KEY-----',
    'postgres://user:$PASSWORD@localhost/db',
    'a hash: da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'commit 0e55dc1 fixes the token refresh',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

test('nothing of a secret is in what is told of it', () => {
  const secret = `ghp_${random}`;
  const { matches: _, ...told } = inspect(`token ${secret}`);
  expect(JSON.stringify(told)).not.toMatch(new RegExp(random.slice(0, 6)));
  expect(JSON.stringify(inspect(`token ${secret}`).matches)).not.toMatch(new RegExp(random.slice(-6)));
});

test('every token rule has a keyword that its own shape cannot do without, and a shape that RE2 takes', async () => {
  const { isExpression } = await import('../../../../electron/gate/content/detect/policy-terms.ts');
  for (const { kind, keywords, pattern } of tokenRules) {
    expect(isExpression(pattern), kind).toBe(true);
    const literal = pattern.toLowerCase().replaceAll('\\', '');
    expect(
      keywords.some((keyword) => literal.includes(keyword.toLowerCase())),
      `${kind}: ${keywords}`,
    ).toBe(true);
  }
});
