import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/fuzz.ts';
import { brokenStreams } from '../../fuzz/streams/broken-streams.ts';

it('20,000 broken streams neither crash nor stall parser and protocols, nor stay in memory (T29, X12)', async () => {
  const { counts, heapGrowth } = await fuzz(brokenStreams(), { inputs: 20_000, seed: 20_261_124 });
  expect(heapGrowth).toBeLessThan(32 * 1024 * 1024);
  // Else nothing would have been tried.
  expect(counts.stanzas).toBeGreaterThan(20_000);
  expect(counts.faults).toBeGreaterThan(5000);
}, 120_000);
