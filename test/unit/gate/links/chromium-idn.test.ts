import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { disagreement, idnVectors } from './idn-vectors.ts';

// Vectors of Chromium's idn_spoof_checker_unittest.cc (BSD-3-Clause, see NOTICE): host, what it shows, whether it may be shown so.
const vectors = idnVectors(readFileSync(path.join(import.meta.dirname, 'chromium-idn.tsv'), 'utf8'));

it.each(vectors)('T25: $host ($unicode) is $expected, as Chromium has it', (vector) => {
  expect(disagreement(vector)).toBeNull();
});

it('T25: ordinary names all in one script are shown as they are', () => {
  const hosts = [
    'xn--80adxhks.com',
    'xn--e1adhj9a.com',
    'xn--mgberp4a5d4ar',
    'xn--bcher-kva.com',
    'xn--hxajbheg2az3al.gr',
  ];
  for (const host of hosts) expect(disagreement({ host, unicode: '', expected: 'safe' })).toBeNull();
});
