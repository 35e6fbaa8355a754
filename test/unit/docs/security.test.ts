import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { attackCases } from '../../attack/cases.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const security = readFileSync(path.join(root, 'SECURITY.md'), 'utf8');

/** Rows that begin with numbers: | T1, X1 | rule | `kept by` | `proven by` | */
const rows = security
  .split('\n')
  .map((line) => /^\| ((?:T|X|CVE-)[^|]*?) \| [^|]* \| `([^`]+)` \| `([^`]+)` \|$/.exec(line))
  .flatMap((match) =>
    match === null ? [] : [{ numbers: match[1]?.split(', ') ?? [], keeper: match[2], proof: match[3] }],
  );

test('SECURITY.md has a row for every attack and defect but those that have nothing to meet yet', () => {
  const covered = new Set(rows.flatMap(({ numbers }) => numbers));
  const missing = attackCases.filter(({ number }) => !covered.has(number));
  expect(missing.filter(({ absent }) => absent === undefined)).toEqual([]);
  for (const { number } of missing) expect(security).toMatch(new RegExp(`\\b${number}\\b`));
});

test.each(rows)(
  'SECURITY.md names the keeper and the proof of $numbers, and the proof names the number',
  ({ numbers, keeper, proof }) => {
    expect(existsSync(path.join(root, keeper ?? ''))).toBe(true);
    const content = readFileSync(path.join(root, proof ?? ''), 'utf8');
    for (const number of numbers) expect(content).toContain(number);
  },
);
