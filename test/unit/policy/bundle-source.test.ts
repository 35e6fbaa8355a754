import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { signBundle } from '../../../electron/policy/bundle.ts';
import { type LoadedPolicy, loadPolicy } from '../../../electron/policy/load-policy.ts';
import { PolicyInForce } from '../../../electron/policy/policy-in-force.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { Computer, expires } from './computer.ts';

const start = async (computer: Computer) => said(await loadPolicy(computer.source()));

function said({ policy, origin }: LoadedPolicy): string {
  const problems = origin.problems.map(({ code, place }) => (place === '' ? code : `${code} ${place}`));
  const what = origin.isLastGood ? 'last good' : origin.source;
  return [`${policy.company?.name ?? 'strict'} (${what})`, ...problems].join(', ');
}

describe('a signed bundle', () => {
  it('is in force where the machine has no policy, and outlives that it is taken away', async () => {
    const computer = new Computer();
    expect(await start(computer)).toBe('strict (default)');
    computer.deliver('One', 1);
    expect(await start(computer)).toBe('One (bundle)');
    expect(statSync(computer.kept).mode & 0o777).toBe(0o600);
    rmSync(computer.arrived);
    expect(await start(computer)).toBe('One (bundle)');
  });

  it('gives way to the machine’s policy, also to one that is no good', async () => {
    const computer = new Computer();
    computer.deliver('One', 1);
    computer.installation.write('policy.json', '{"company":{"name":"Machine","domains":["corp.test"]}}');
    expect(await start(computer)).toBe('Machine (machine)');
    computer.installation.write('policy.json', '{');
    expect(await start(computer)).toBe('strict (default), not-json 1:2');
  });

  it('is refused when it is older than one there was, or another of the same version; the last good one stays', async () => {
    const computer = new Computer();
    computer.deliver('Two', 2);
    expect(await start(computer)).toBe('Two (bundle)');
    computer.deliver('One', 1);
    expect(await start(computer)).toBe('Two (last good), rolled-back');
    computer.deliver('Other', 2);
    expect(await start(computer)).toBe('Two (last good), rolled-back');
    computer.deliver('Three', 3);
    expect(await start(computer)).toBe('Three (bundle)');
  });

  it('is refused when its time is over, and without a good one before the strict default stays', async () => {
    const computer = new Computer();
    computer.deliver('Late', 1, { expires: '2026-05-31T23:59:59Z' });
    expect(await start(computer)).toBe('strict (default), expired');
    computer.deliver('One', 1);
    expect(await start(computer)).toBe('One (bundle)');
    computer.deliver('Late', 2, { expires: '2026-05-31T23:59:59Z' });
    expect(await start(computer)).toBe('One (last good), expired');
  });

  it('stays as the last good one when its own time is over, and that is told', async () => {
    const computer = new Computer();
    computer.deliver('One', 1);
    await start(computer);
    computer.now = Date.parse(expires);
    expect(await start(computer)).toMatch(/^One \(last good\), expired/);
  });

  it('is refused before its time', async () => {
    const computer = new Computer();
    computer.deliver('Soon', 1, { notBefore: '2026-06-02T00:00:00Z' });
    expect(await start(computer)).toBe('strict (default), not-yet-valid');
    computer.now = Date.parse('2026-06-02T00:00:00Z');
    expect(await start(computer)).toBe('Soon (bundle)');
  });

  it('is refused when somebody else signed it, or anything of it was changed', async () => {
    const computer = new Computer();
    computer.deliver('Eve', 9, {}, generateKeyPairSync('ed25519').privateKey);
    expect(await start(computer)).toBe('strict (default), bad-signature');
    computer.deliver('One', 1);
    const { payload, signature } = JSON.parse(readFileSync(computer.arrived, 'utf8'));
    const forged = Buffer.from(payload, 'base64').toString().replace('One', 'Eve');
    const write = (value: unknown) => writeFileSync(computer.arrived, JSON.stringify(value));
    write({ payload: Buffer.from(forged).toString('base64'), signature });
    expect(await start(computer)).toBe('strict (default), bad-signature');
    write({ payload, signature, more: 1 });
    expect(await start(computer)).toBe('strict (default), not-a-bundle');
    write({ payload, signature });
    expect(await start(computer)).toBe('One (bundle)');
  });

  it.each<[string, (computer: Computer) => void, string]>([
    ['malformed', ({ arrived }) => writeFileSync(arrived, '{"payload":'), 'not-a-bundle'],
    ['oversized', ({ arrived }) => writeFileSync(arrived, ' '.repeat(2 * 1024 * 1024 + 1)), 'too-large'],
    ['symlinked', ({ arrived }) => symlinkSync('/dev/null', arrived), 'not-a-file'],
  ])('is refused when it is %s', async (_what, spoil, code) => {
    const computer = new Computer();
    spoil(computer);
    expect(await start(computer)).toBe(`strict (default), ${code}`);
  });

  it('whose policy is no good leaves the one before in force', async () => {
    const computer = new Computer();
    computer.deliver('One', 1);
    await start(computer);
    computer.deliver('Two', 2, { policy: { caFile: '/nowhere/ca.pem' } });
    expect(await start(computer)).toBe('One (last good), file-unreadable caFile');
    computer.deliver('Three', 3, { policy: { compny: null } });
    expect(await start(computer)).toBe('One (last good), unknown-field compny');
  });

  it('is believed for the key of the installation alone', async () => {
    const computer = new Computer();
    computer.deliver('One', 1);
    const key = path.join(computer.installation.path, 'policy-key.pem');
    chmodSync(key, 0o666);
    expect(await start(computer)).toBe('strict (default), writable-by-others');
    chmodSync(key, 0o644);
    const { privateKey } = computer.keys;
    writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(await start(computer)).toBe('strict (default), not-a-key');
    rmSync(key);
    expect(await start(computer)).toBe('strict (default)');
  });

  it('is in force also where it cannot be kept, which is told', async () => {
    const computer = new Computer();
    computer.profile.write('kept', 'a file where the folder should be');
    computer.deliver('One', 1);
    expect(await start(computer)).toBe('One (bundle), not-kept');
  });

  it('takes effect while the program runs, and an older one does not', async () => {
    const computer = new Computer();
    const inForce = await PolicyInForce.begin(computer.source(), { settle: 20, look: 60_000 });
    expect(inForce.current.policy).toBe(strictDefaultPolicy);
    const told: string[] = [];
    inForce.watch({ putOnRecord: async (next) => void told.push(said(next)), onFailure: () => undefined });
    computer.deliver('Two', 2);
    await expect.poll(() => told.at(-1)).toBe('Two (bundle)');
    computer.deliver('One', 1);
    await expect.poll(() => told.at(-1)).toBe('Two (last good), rolled-back');
    computer.deliver('Late', 3, { expires: '2026-05-31T23:59:59Z' });
    await expect.poll(() => told.at(-1)).toBe('Two (last good), expired');
    expect(inForce.current.policy.company?.name).toBe('Two');
    inForce.close();
  });
});

it('a bundle whose time ends while the program runs stays as the last good one, and that is told', async () => {
  const computer = new Computer();
  const soon = Date.now() + 2000;
  computer.now = soon - 2000;
  computer.deliver('One', 1, { expires: new Date(soon).toISOString() });
  const inForce = await PolicyInForce.begin(computer.source(), { settle: 20, look: 50 });
  const told: string[] = [];
  inForce.watch({ putOnRecord: async (next) => void told.push(said(next)), onFailure: () => undefined });
  await expect.poll(() => told.at(-1)).toBe('One (bundle)');
  computer.now = soon;
  await expect.poll(() => told.at(-1)).toMatch(/^One \(last good\), expired/);
  inForce.close();
});

it('a bundle is made of the same bytes whatever the order of its keys', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const company = { name: 'Corp', domains: ['corp.test'] };
  const one = signBundle({ version: 1, expires, policy: { company, partners: [] } }, privateKey);
  expect(signBundle({ policy: { partners: [], company }, expires, version: 1 }, privateKey)).toBe(one);
});
