import { expect, it } from 'vitest';
import { loadEngines } from '../../../electron/inspect/host/engines.ts';
import { fileSamples } from '../../fuzz/inspection/file-samples.ts';
import { fuzzInspection } from '../../fuzz/inspection/fuzz-inspection.ts';

it('20,000 broken files neither crash nor stall an inspector, nor stay in memory (T29)', async () => {
  const { openArchive } = await loadEngines();
  const { found, notInspected, slowestMs, heapGrowth } = fuzzInspection({
    samples: fileSamples(),
    openArchive,
    inputs: 20_000,
    seed: 20_261_124,
  });
  expect(slowestMs).toBeLessThan(100);
  expect(heapGrowth).toBeLessThan(32 * 1024 * 1024);
  // Else nothing would have been tried.
  expect(found).toBeGreaterThan(7000);
  expect(notInspected).toBeGreaterThan(500);
}, 600_000);
