import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/fuzz.ts';
import { brokenLinks } from '../../fuzz/links/broken-links.ts';

it('20,000 broken texts neither crash nor stall the judge of links, and every promise about a link holds (T24, T25)', async () => {
  const { counts, heapGrowth } = await fuzz(await brokenLinks(), { inputs: 20_000, seed: 20_261_124 });
  expect(heapGrowth).toBeLessThan(32 * 1024 * 1024);
  // Else nothing would have been tried.
  expect(counts.links).toBeGreaterThan(20_000);
  expect(counts.stopped).toBeGreaterThan(2000);
}, 600_000);
