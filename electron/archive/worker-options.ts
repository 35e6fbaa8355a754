import type { WorkerOptions } from 'node:worker_threads';

/** The largest batch of messages needs a fraction of it; a small young generation keeps the thread's resting size down. */
export const archiveWorkerOptions: WorkerOptions = {
  name: 'archive',
  resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
};
