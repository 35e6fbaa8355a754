// Every attack by its number, against real servers and a hostile one: npm run attack
// One line for each case, then "N passed, N failed, N skipped". Cases with nothing to meet yet are listed and not counted.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type AttackCase, attackCases } from './cases.ts';
import { type AttackReport, type CaseOutcome, parseReport, tally, unloadedFiles } from './tally.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-attack-'));
const { exitCode, report } = await runNumberedTests(path.join(folder, 'report.json'));
await rm(folder, { recursive: true, force: true });

const outcomes = tally(attackCases, report);
for (const [index, outcome] of outcomes.entries()) {
  const attack = attackCases[index];
  if (attack !== undefined) for (const line of linesOf(attack, outcome)) console.log(line);
}
const unloaded = unloadedFiles(report);
for (const file of unloaded) console.log(`—    failed   ${path.relative(root, file)} does not load`);
const count = (...kinds: CaseOutcome['kind'][]) => outcomes.filter(({ kind }) => kinds.includes(kind)).length;
const failed = count('failed', 'untested') + unloaded.length;
const isUnexplained = exitCode !== 0 && failed === 0;
if (isUnexplained) console.log(`—    failed   the test run itself ended with ${exitCode}`);
console.log(
  `${count('passed')} passed, ${failed + (isUnexplained ? 1 : 0)} failed, ${count('skipped')} skipped`,
);
process.exitCode = failed === 0 && exitCode === 0 && count('skipped') === 0 ? 0 : 1;

async function runNumberedTests(
  file: string,
): Promise<{ readonly exitCode: number; readonly report: AttackReport }> {
  const options = ['--project', 'unit', '--project', 'wire', '-t', '\\b[TX]\\d+\\b'];
  const child = spawn('vitest', ['run', ...options, '--reporter=json', `--outputFile=${file}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
  const report = existsSync(file) ? parseReport(await readFile(file, 'utf8')) : { testResults: [] };
  return { exitCode, report };
}

function linesOf({ promise, absent }: AttackCase, { number, kind, tests, failures }: CaseOutcome): string[] {
  const head = number.padEnd(5);
  const without = absent === undefined ? '' : `; not yet: ${absent}`;
  switch (kind) {
    case 'absent':
      return [`${head}not yet  ${promise}: ${absent}`];
    case 'untested':
      return [`${head}failed   ${promise}: no test carries this number`];
    default:
      return [
        `${head}${kind.padEnd(9)}${promise} (${tests} ${tests === 1 ? 'test' : 'tests'}${without})`,
        ...failures.map((name) => `     ✗ ${name}`),
      ];
  }
}
