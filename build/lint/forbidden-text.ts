import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface Finding {
  /** Relative to the root. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
}

interface Rule {
  readonly pattern: RegExp;
  readonly rule: string;
  /** Which files; all when left out. */
  readonly only?: RegExp;
}

/** The patterns are written so that this file does not match itself. */
const RULES: readonly Rule[] = [
  { pattern: /--no-s(?:andbox)/, rule: "Chromium's sandbox is never switched off" },
  { pattern: /chromiumSandbox: f(?:alse)/, rule: "Chromium's sandbox is never switched off" },
  {
    pattern: /\bregistry\.[a-z]+(?:j(?:s)|mirror|pkg)\b|"resolved": "h(?:ttp)/,
    rule: 'the registry is a matter of npm configuration',
  },
  { pattern: /\b(?:TO(?:DO)|FIX(?:ME)|X(?:XX)X?)\b/, rule: 'what is left to do is an issue, not a comment' },
  {
    pattern: /\b(?:test|it|describe|suite)\.(?:only|skip|skipIf|runIf|todo|fails)\b/,
    rule: 'every test runs',
    only: /^test\//,
  },
  {
    pattern: /biome-ignore(?:-all|-start)? lint\/plu(?:gin)/,
    rule: 'the rules of the house have no exceptions',
  },
  { pattern: /@ts-(?:ig)nore|@ts-no(?:check)/, rule: 'types are not switched off' },
  { pattern: /^(?:<{7}|>{7}) /, rule: 'a conflict was left unresolved' },
];

const BINARY = /\.(?:png|ico|icns|wav|woff2|gz|zip|asar)$/;

/** Reads every file that git tracks or would track, and names each line that may not be there. */
export function forbiddenText(root: string): Finding[] {
  return filesOf(root)
    .filter((file) => !BINARY.test(file))
    .flatMap((file) => findingsIn(file, readFileSync(path.join(root, file), 'utf8')));
}

function filesOf(root: string): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout, status } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error('git could not list the files');
  const { stdout: deleted } = spawnSync('git', ['ls-files', '-z', '--deleted'], {
    cwd: root,
    encoding: 'utf8',
  });
  const gone = new Set(deleted.split('\0'));
  return stdout.split('\0').filter((file) => file !== '' && !gone.has(file));
}

function findingsIn(file: string, text: string): Finding[] {
  const rules = RULES.filter(({ only }) => !only || only.test(file));
  return text
    .split('\n')
    .flatMap((content, index) =>
      rules
        .filter(({ pattern }) => pattern.test(content))
        .map(({ rule }) => ({ file, line: index + 1, rule })),
    );
}
