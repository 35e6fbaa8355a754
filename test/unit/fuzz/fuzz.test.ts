import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/fuzz.ts';

it('20,000 broken streams neither crash nor stall parser and protocols, nor stay in memory (T29, X12)', async () => {
  const { stanzas, faults, slowestMs, heapGrowth } = await fuzz({ inputs: 20_000, seed: 20_261_124 });
  expect(slowestMs).toBeLessThan(100);
  expect(heapGrowth).toBeLessThan(32 * 1024 * 1024);
  // Else nothing would have been tried.
  expect(stanzas).toBeGreaterThan(20_000);
  expect(faults).toBeGreaterThan(5000);
}, 120_000);
