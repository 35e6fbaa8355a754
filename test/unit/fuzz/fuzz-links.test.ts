import { expect, it } from 'vitest';
import { fuzzLinks } from '../../fuzz/links/fuzz-links.ts';

it('20,000 broken texts neither crash nor stall the judge of links, and every promise about a link holds (T24, T25)', async () => {
  const { links, stopped, slowestMs, heapGrowth } = await fuzzLinks({ inputs: 20_000, seed: 20_261_124 });
  expect(slowestMs).toBeLessThan(100);
  expect(heapGrowth).toBeLessThan(32 * 1024 * 1024);
  // Else nothing would have been tried.
  expect(links).toBeGreaterThan(20_000);
  expect(stopped).toBeGreaterThan(2000);
}, 600_000);
