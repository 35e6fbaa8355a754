import { expect, it } from 'vitest';
import { fuzz } from '../../fuzz/fuzz.ts';
import { spokenSamples } from '../../fuzz/inspection/spoken-samples.ts';
import { strippedFiles } from '../../fuzz/inspection/stripped-files.ts';

it('2,000 broken pictures and documents lose who made them and stay what they are, or do not go (T29, T37)', async () => {
  const { counts } = await fuzz(strippedFiles(spokenSamples()), { inputs: 2000, seed: 20_261_124 });
  // Else nothing would have been tried.
  expect(counts.stripped).toBeGreaterThan(500);
  expect(counts.refused).toBeGreaterThan(200);
}, 600_000);
