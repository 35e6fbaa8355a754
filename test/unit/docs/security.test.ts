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
  // Its own name carries no number: it would count as a proof of the attack.
  'SECURITY.md names $keeper as the keeper and $proof as the proof, and the proof names the numbers',
  ({ numbers, keeper, proof }) => {
    expect(existsSync(path.join(root, keeper ?? ''))).toBe(true);
    const content = readFileSync(path.join(root, proof ?? ''), 'utf8');
    for (const number of numbers) expect(content).toMatch(new RegExp(`\\b${number}\\b`));
  },
);
