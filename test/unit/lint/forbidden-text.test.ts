import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forbiddenText } from '../../../build/lint/forbidden-text.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-text-'));
  execFileSync('git', ['init', '-q'], { cwd: root });
  mkdirSync(path.join(root, 'test'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Put together here, so that this file passes the very check it tests. */
const breaking: [rule: string, line: string][] = [
  ["Chromium's sandbox is never switched off", `args.push('--no-${'sandbox'}');`],
  ["Chromium's sandbox is never switched off", `launch({ chromiumSandbox: ${'false'} })`],
  ['the registry is a matter of npm configuration', `fetch('https://registry.${'npmjs'}.org/left-pad')`],
  ['the registry is a matter of npm configuration', `  "resolved": "${'http'}s://mirror.example/a.tgz",`],
  ['what is left to do is an issue, not a comment', `// ${'TO'}DO: check the certificate`],
  ['what is left to do is an issue, not a comment', `// ${'FIX'}ME`],
  ['every test runs', `test.${'only'}('a', () => {});`],
  ['every test runs', `describe.${'skip'}('a', () => {});`],
  ['the rules of the house have no exceptions', `// biome-ignore lint/${'plugin'}: just this once`],
  ['types are not switched off', `// @ts-${'ignore'}`],
  ['a conflict was left unresolved', `${'<'.repeat(7)} HEAD`],
];

test.each(breaking)('%s: %s', (rule, line) => {
  writeFileSync(path.join(root, 'test/a.test.ts'), `const a = 1;\n${line}\n`);
  expect(forbiddenText(root)).toEqual([{ file: 'test/a.test.ts', line: 2, rule }]);
});

test('reads what git would track and leaves the rest alone', () => {
  writeFileSync(path.join(root, '.gitignore'), 'out/\n');
  mkdirSync(path.join(root, 'out'));
  writeFileSync(path.join(root, 'out/a.ts'), `// ${'TO'}DO\n`);
  expect(forbiddenText(root)).toEqual([]);
});
