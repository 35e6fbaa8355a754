// The fuzzer by itself, for nights: npm run fuzz -- --of documents --inputs 1000000 --seed 7

import { parseArgs } from 'node:util';
import { loadEngines } from '../../electron/inspect/host/engines.ts';
import { fuzz } from './fuzz.ts';
import { FuzzFinding } from './fuzz-finding.ts';
import { documentSamples } from './inspection/document-samples.ts';
import { fileSamples } from './inspection/file-samples.ts';
import { fuzzInspection } from './inspection/fuzz-inspection.ts';
import { fuzzLinks } from './links/fuzz-links.ts';

const { values } = parseArgs({
  options: {
    of: { type: 'string', default: 'streams' },
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});
const started = performance.now();
const [inputs, seed] = [Number(values.inputs), Number(values.seed)];
const onProgress = (done: number) => {
  if (done % 50_000 === 0) console.error(`${done} inputs`);
};
const kinds: Readonly<Record<string, () => Promise<object> | object>> = {
  streams: () => fuzz({ inputs, seed, onProgress }),
  files: async () => {
    const { openArchive } = await loadEngines();
    return fuzzInspection({ samples: fileSamples(), openArchive, inputs, seed, onProgress });
  },
  links: () => fuzzLinks({ inputs, seed, onProgress }),
  documents: () => fuzzInspection({ samples: documentSamples(), inputs, seed, onProgress }),
};
const run = Object.hasOwn(kinds, values.of) ? kinds[values.of] : undefined;
if (!run) {
  console.error(`usage: npm run fuzz -- [--of ${Object.keys(kinds).join('|')}] [--inputs N] [--seed N]`);
  process.exit(2);
}
try {
  const result = await run();
  console.log(
    JSON.stringify({
      of: values.of,
      seed,
      ...result,
      seconds: Math.round((performance.now() - started) / 1000),
    }),
  );
} catch (error) {
  if (!(error instanceof FuzzFinding)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
