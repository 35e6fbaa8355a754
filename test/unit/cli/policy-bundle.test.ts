import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { policyBundle } from '../../../electron/cli/policy-bundle.ts';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { showPolicy } from '../../../electron/cli/show-policy.ts';
import { PolicyFolder } from '../policy/policy-folder.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const expires = '2026-12-31T00:00:00Z';

async function office() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-sign-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => path.join(folder, name);
  const made = await policyBundle(['keygen', '--out', at('private.pem')], now);
  writeFileSync(at('public.pem'), made?.out ?? '');
  writeFileSync(at('policy.json'), '{"company":{"name":"Corp","domains":["corp.test"]}}');
  const sign = (more: readonly string[] = [], when = now) =>
    policyBundle(
      [
        'sign',
        at('policy.json'),
        '--key',
        at('private.pem'),
        '--version',
        '3',
        '--expires',
        expires,
        '--out',
        at('b'),
        ...more,
      ],
      when,
    );
  const verify = (when = now) => policyBundle(['verify', at('b'), '--key', at('public.pem'), '--json'], when);
  return { at, made, sign, verify };
}

test('the private key is written for its owner alone, and never printed', async () => {
  const { at, made } = await office();
  expect(statSync(at('private.pem')).mode & 0o777).toBe(0o600);
  expect(readFileSync(at('private.pem'), 'utf8')).toContain('BEGIN PRIVATE KEY');
  expect(made?.out).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  expect(made?.out).not.toContain('PRIVATE');
  // Never over one that is there.
  await expect(policyBundle(['keygen', '--out', at('private.pem')], now)).rejects.toThrow('EEXIST');
});

test('what is signed is verified, until its time is over', async () => {
  const { sign, verify, at } = await office();
  expect(await sign()).toEqual({ exitCode: 0, out: '', err: '' });
  expect(JSON.parse((await verify())?.out ?? '')).toEqual({
    file: at('b'),
    version: 3,
    expires: '2026-12-31T00:00:00.000Z',
    problems: [],
  });
  const late = await verify(Date.parse(expires));
  expect(late?.exitCode).toBe(1);
  expect(JSON.parse(late?.out ?? '')).toMatchObject({ problems: [{ code: 'expired' }] });
});

test('a policy that nobody would take is not signed, nor one whose time is over', async () => {
  const { sign, at } = await office();
  await expect(sign([], Date.parse(expires))).rejects.toThrow('is over');
  writeFileSync(at('policy.json'), '{"compny":{}}');
  expect(await sign()).toMatchObject({ exitCode: 1, err: `${at('policy.json')}: compny: unknown-field\n` });
});

test('another key verifies nothing, and a file that is no key says so without quoting it', async () => {
  const { sign, at } = await office();
  await sign();
  const other = await office();
  const verified = await policyBundle(['verify', at('b'), '--key', other.at('public.pem')], now);
  expect(verified).toEqual({ exitCode: 1, out: `${at('b')}: bad-signature\n`, err: '' });
  writeFileSync(at('private.pem'), 'secret words');
  const failed = await runCommand(
    [
      'policy',
      'sign',
      at('policy.json'),
      '--key',
      at('private.pem'),
      '--version',
      '1',
      '--expires',
      '2999-01-01T00:00:00Z',
    ],
    { readFile: async () => new Uint8Array(), readInput: async () => '' },
  );
  expect(failed).toEqual({
    exitCode: 3,
    out: '',
    err: `gatehouse: ${at('private.pem')}: no private key of Ed25519\n`,
  });
});

test.each([
  [['sign', 'p.json', '--key', 'k', '--version', '0', '--expires', expires]],
  [['sign', 'p.json', '--key', 'k', '--version', '1', '--expires', 'tomorrow']],
  [['sign', 'p.json', '--key', 'k', '--version', '1']],
  [['verify', 'b.json']],
  [['keygen']],
])('is told how it is used: %j', async (args) => {
  const said = await runCommand(['policy', ...args], {
    readFile: async () => new Uint8Array(),
    readInput: async () => '',
  });
  expect(said.exitCode).toBe(2);
});

test('shows what is in force on this computer, and why nothing else is', async () => {
  const folder = new PolicyFolder();
  folder.write(
    'policy.json',
    '{"company":{"name":"Corp","domains":["corp.test"]},"session":{"idleLockMinutes":5}}',
  );
  const shown = await showPolicy(folder.source(), true);
  expect(shown.exitCode).toBe(1);
  expect(JSON.parse(shown.out)).toMatchObject({
    source: 'machine',
    isLastGood: false,
    problems: [{ code: 'not-in-force', place: 'session.idleLockMinutes' }],
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    policy: { company: { name: 'Corp' }, report: { contextMessages: 10 } },
  });
  expect(await showPolicy(null, false)).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining('the strict default'),
  });
});
