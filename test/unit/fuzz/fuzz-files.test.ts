import { expect, it } from 'vitest';
import { loadEngines } from '../../../electron/inspect/host/engines.ts';
import { fuzz } from '../../fuzz/fuzz.ts';
import { brokenFiles } from '../../fuzz/inspection/broken-files.ts';
import { fileSamples } from '../../fuzz/inspection/file-samples.ts';

it('20,000 broken files neither crash nor stall an inspector, nor stay in memory (T29)', async () => {
  const { openArchive } = await loadEngines();
  const { counts, heapGrowth } = await fuzz(brokenFiles(fileSamples(), openArchive), {
    inputs: 20_000,
    seed: 20_261_124,
  });
  expect(heapGrowth).toBeLessThan(32 * 1024 * 1024);
  // Else nothing would have been tried.
  expect(counts.found).toBeGreaterThan(7000);
  expect(counts.notInspected).toBeGreaterThan(500);
}, 600_000);
