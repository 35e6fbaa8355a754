// All that has to hold, in the order that finds mistakes soonest: node build/test.ts [step…]
// Every step runs even if one before it failed, so that one run shows everything. The last lines name what failed and count the tests.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { countTests, type SuiteCount } from './test-count.ts';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly isSuite: boolean;
  /** The step without which this one says nothing. */
  readonly after?: string;
}

const root = path.dirname(import.meta.dirname);
const suite = (name: string) => ['vitest', 'run', '--project', name];
const steps: readonly Step[] = [
  { name: 'typecheck', command: ['tsc', '--noEmit'], isSuite: false },
  { name: 'lint', command: ['node', 'build/lint.ts'], isSuite: false },
  { name: 'build', command: ['node', 'build/build.ts'], isSuite: false },
  { name: 'unit', command: suite('unit'), isSuite: true },
  { name: 'wire', command: suite('wire'), isSuite: true },
  { name: 'e2e', command: suite('e2e'), isSuite: true, after: 'build' },
  { name: 'package', command: ['node', 'build/dist.ts', '--dir', '--e2e'], isSuite: false },
  { name: 'packaged', command: suite('packaged'), isSuite: true, after: 'package' },
];

const asked = process.argv.slice(2);
const chosen =
  asked.length === 0 ? steps : steps.filter(({ name }) => asked.includes(name) || isNeededBy(asked, name));
const scratch = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-test-'));
const failed = new Set<string>();
const counts: SuiteCount[] = [];
for (const step of chosen) await take(step);
await rm(scratch, { recursive: true, force: true });
summarise();

function isNeededBy(names: readonly string[], name: string): boolean {
  return steps.some((step) => names.includes(step.name) && step.after === name);
}

async function take({ name, command, isSuite, after }: Step): Promise<void> {
  if (after && failed.has(after)) {
    console.log(`\n── ${name}: not run, because ${after} failed`);
    failed.add(name);
    counts.push({ name, passed: 0, failed: 1, skipped: 0, failures: [] });
    return;
  }
  console.log(`\n── ${name}`);
  const report = path.join(scratch, `${name}.json`);
  const reporters = isSuite ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  const started = performance.now();
  const code = await run([...command, ...reporters]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (code !== 0) failed.add(name);
  if (isSuite) counts.push(countTests(name, existsSync(report) ? await readFile(report, 'utf8') : '', code));
}

function run([program = '', ...args]: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    const passOn = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', passOn).on('SIGINT', passOn);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGTERM', passOn).off('SIGINT', passOn);
      resolve(code ?? 1);
    });
  });
}

function summarise(): void {
  const total = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((sum, count) => sum + count[key], 0);
  console.log('');
  console.log(`${'suite'.padEnd(10)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(8)}`);
  for (const count of counts) {
    const columns = [count.passed, count.failed, count.skipped].map((number) => String(number).padStart(8));
    console.log(count.name.padEnd(10) + columns.join(''));
  }
  for (const { failures } of counts)
    for (const failure of failures) console.log(failure.replace(`${root}${path.sep}`, ''));
  if (failed.size > 0) console.log(`Failed: ${[...failed].join(', ')}`);
  console.log(`${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
  process.exitCode = failed.size === 0 ? 0 : 1;
}
