import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkYaraRules } from '../../../electron/inspect/host/check-yara-rules.ts';
import { workerChild } from '../../../electron/inspect/host/worker-child.ts';
import { stampsOf } from '../../../electron/policy/file-changes.ts';
import type { LoadedPolicy } from '../../../electron/policy/load-policy.ts';
import { PolicyInForce } from '../../../electron/policy/policy-in-force.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { PolicyFolder } from './policy-folder.ts';

const company = (name: string) => JSON.stringify({ company: { name, domains: ['corp.test'] } });

const inspectorProcess = new URL('../../../electron/inspect/host/inspector-process.ts', import.meta.url);

/** A watched policy, and all that was told of it. */
async function watched(folder: PolicyFolder, look = 60_000, settle = 20) {
  const inForce = await PolicyInForce.begin(folder.source(), { settle, look });
  const told: string[] = [];
  const failures: unknown[] = [];
  const record = { isFull: false };
  const said = ({ policy, origin }: LoadedPolicy) =>
    [
      policy.company?.name ?? 'strict',
      ...(origin.isLastGood ? ['last good'] : []),
      ...origin.problems.map(({ code }) => code),
    ].join(', ');
  inForce.onChange((next) => told.push(`in force: ${said(next)}`));
  inForce.watch({
    putOnRecord: async (next) => {
      if (record.isFull) throw new Error('disk-full');
      told.push(`on record: ${said(next)}`);
    },
    checkRules: (rules) =>
      checkYaraRules(rules, { start: () => workerChild(inspectorProcess), after: () => () => undefined }),
    onFailure: (error) => failures.push(error),
  });
  onTestFinished(() => inForce.close());
  await expect.poll(() => told.length + failures.length).toBeGreaterThan(0);
  return { inForce, told, failures, record };
}

describe('a policy that changes while the program runs', () => {
  it('is on record first and in force then, without a restart', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', company('One'));
    const { told } = await watched(folder);
    folder.replace('policy.json', company('Two'));
    await expect.poll(() => told).toEqual(['on record: One', 'on record: Two', 'in force: Two']);
  });

  it('takes effect where there was none, and not even its folder', async () => {
    const folder = new PolicyFolder();
    const inside = folder.inside('gatehouse');
    const { told } = await watched(inside, 50);
    mkdirSync(inside.path, { mode: 0o755 });
    inside.replace('policy.json', company('One'));
    await expect.poll(() => told.at(-1)).toBe('in force: One');
  });

  it('takes effect with a file in policy.d, and with the files that it names', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', company('One'));
    mkdirSync(path.join(folder.path, 'policy.d'), { mode: 0o755 });
    const { told, inForce } = await watched(folder);
    const blocklistFile = folder.write('blocklist.txt', 'bad.example\n');
    folder.replace('policy.d/10-links.json', JSON.stringify({ blocklistFile }));
    await expect.poll(() => inForce.current.blocklist).toEqual({ kind: 'text', text: 'bad.example\n' });
    folder.replace('blocklist.txt', 'worse.example\n');
    await expect.poll(() => inForce.current.blocklist).toEqual({ kind: 'text', text: 'worse.example\n' });
    expect(told.at(-1)).toBe('in force: One');
  });

  it('is noticed also where the system tells of no change', async () => {
    const folder = new PolicyFolder();
    const inside = folder.inside('a/b/c');
    const { told } = await watched(inside, 50);
    mkdirSync(inside.path, { recursive: true, mode: 0o755 });
    inside.replace('policy.json', company('One'));
    await expect.poll(() => told.at(-1)).toBe('in force: One');
  });

  it('is not taken for what stands there half written', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', company('One'));
    const { told } = await watched(folder, 60_000, 400);
    // Each piece leaves a file that is no policy, and none lies still for long enough to be refused.
    const text = company('Two');
    for (let end = 1; end < text.length; end += 6) {
      folder.write('policy.json', text.slice(0, end));
      await new Promise((resolve) => setImmediate(resolve));
    }
    folder.write('policy.json', text);
    await expect.poll(() => told.at(-1)).toBe('in force: Two');
    expect(told.filter((line) => line.includes('in force'))).toEqual(['in force: Two']);
  });
});

describe('YARA rules that their engine does not take', () => {
  it('are told on record and where the policy is shown, with their line, before there is a file', async () => {
    const folder = new PolicyFolder();
    const good = folder.write('good.yar', '// Ours\nrule Good { condition: true }\n');
    const bad = folder.write('bad.yar', '// Ours too\nrule Bad { condition: nothing }');
    const policy = { ...JSON.parse(company('One')), files: { yaraRuleFiles: [good, bad] } };
    folder.write('policy.json', JSON.stringify(policy));
    const { told, inForce } = await watched(folder);
    await expect
      .poll(() => told)
      .toEqual(['on record: One', 'on record: One, rules-unusable', 'in force: One, rules-unusable']);
    expect(inForce.current.origin.problems).toEqual([
      {
        code: 'rules-unusable',
        file: bad,
        place: 'files.yaraRuleFiles[1], line 2: undefined identifier "nothing"',
      },
    ]);
    folder.replace('bad.yar', 'rule Bad { condition: false }');
    await expect.poll(() => told.at(-1)).toBe('in force: One');
  });
});

describe('a policy that is no good leaves the last good one in force, is told and put on record', () => {
  it.each<[string, (folder: PolicyFolder) => void, string]>([
    ['malformed', (folder) => folder.replace('policy.json', '{"company":'), 'not-json'],
    ['invalid', (folder) => folder.replace('policy.json', '{"company":5}'), 'invalid-field'],
    ['oversized', (folder) => folder.replace('policy.json', ' '.repeat(1024 * 1024 + 1)), 'too-large'],
    ['world-writable', (folder) => chmodSync(folder.policy, 0o666), 'writable-by-others'],
    ['symlinked', (folder) => folder.link('policy.json', company('Two')), 'not-a-file'],
    ['removed', (folder) => rmSync(folder.policy), 'removed'],
  ])('%s', async (_what, spoil, code) => {
    const folder = new PolicyFolder();
    folder.write('policy.json', company('One'));
    const { told, inForce } = await watched(folder);
    spoil(folder);
    await expect.poll(() => told).toHaveLength(3);
    expect(told.slice(1)).toEqual([
      `on record: One, last good, ${code}`,
      `in force: One, last good, ${code}`,
    ]);
    folder.replace('policy.json', company('Three'));
    await expect.poll(() => told.at(-1)).toBe('in force: Three');
    expect(inForce.current.origin).toEqual({ source: 'machine', isLastGood: false, problems: [] });
  });

  it('and the strict default where there never was a good one', async () => {
    const folder = new PolicyFolder();
    folder.write('policy.json', '{"x":1}');
    const { told, inForce } = await watched(folder);
    folder.replace('policy.json', '{"y":1');
    await expect.poll(() => told.at(-1)).toBe('in force: strict, not-json');
    expect(inForce.current.policy).toBe(strictDefaultPolicy);
    expect(inForce.current.origin.isLastGood).toBe(false);
  });
});

it('a policy that cannot be put on record is in force all the same, and is put there later', async () => {
  const folder = new PolicyFolder();
  folder.write('policy.json', company('One'));
  const { told, failures, record } = await watched(folder, 50);
  record.isFull = true;
  folder.replace('policy.json', company('Two'));
  await expect.poll(() => told.at(-1)).toBe('in force: Two');
  expect(failures).not.toEqual([]);
  record.isFull = false;
  await expect.poll(() => told.at(-1)).toBe('on record: Two');
});

it('what a policy was read from is told once that was looked at again, and not while what is there is refused', async () => {
  const folder = new PolicyFolder();
  folder.write('policy.json', company('One'));
  const { inForce } = await watched(folder);
  const first = await inForce.look();
  expect(first?.lookedAt).toContain(folder.policy);
  expect(first?.stamps).toBe(await stampsOf(first?.lookedAt ?? []));
  folder.replace('policy.json', '{');
  await expect.poll(() => inForce.look()).toBeNull();
  folder.replace('policy.json', company('Two'));
  await expect.poll(() => inForce.look()).not.toBeNull();
  expect((await inForce.look())?.stamps).not.toBe(first?.stamps);
});
