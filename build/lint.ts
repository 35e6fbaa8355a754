// Everything that is proven by reading the code: style and import rules (Biome with the rules in build/lint), what
// nobody uses (knip), and what may stand in no file at all. Every part runs, so that one run shows everything.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { forbiddenText } from './lint/forbidden-text.ts';

const root = path.dirname(import.meta.dirname);
const results = [
  run('biome', ['check', '--error-on-warnings', '--max-diagnostics=100']),
  run('knip', ['--no-progress', '--treat-config-hints-as-errors']),
  readAll(),
];
process.exitCode = results.every(Boolean) ? 0 : 1;

function run(program: string, args: string[]): boolean {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  return status === 0;
}

function readAll(): boolean {
  const findings = forbiddenText(root);
  for (const { file, line, rule } of findings) console.error(`${file}:${line}: ${rule}`);
  return findings.length === 0;
}
