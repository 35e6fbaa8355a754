// The fuzzer by itself, for nights: npm run fuzz -- --of documents --inputs 1000000 --seed 7
// One input again: npm run fuzz -- --of documents --seed 7 --from 226285 --inputs 1

import { parseArgs } from 'node:util';
import { loadEngines } from '../../electron/inspect/host/engines.ts';
import { FuzzFinding, fuzz } from './fuzz.ts';
import { brokenFiles } from './inspection/broken-files.ts';
import { documentSamples } from './inspection/document-samples.ts';
import { fileSamples } from './inspection/file-samples.ts';
import { spokenSamples } from './inspection/spoken-samples.ts';
import { strippedFiles } from './inspection/stripped-files.ts';
import { brokenLinks } from './links/broken-links.ts';
import { brokenStreams } from './streams/broken-streams.ts';

const { values } = parseArgs({
  options: {
    of: { type: 'string', default: 'streams' },
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
});
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);
const seed = Number(values.seed);
const run = {
  inputs: Number(values.inputs),
  seed,
  from: Number(values.from),
  onProgress: (done: number, slowestMs: number) => {
    if (done % 50_000 === 0) console.error(`${done} inputs in ${seconds()} s, slowest ${slowestMs} ms`);
  },
};
const kinds: Readonly<Record<string, () => Promise<object>>> = {
  streams: () => fuzz(brokenStreams(), run),
  files: async () => fuzz(brokenFiles(fileSamples(), (await loadEngines()).openArchive), run),
  documents: () => fuzz(brokenFiles(documentSamples()), run),
  stripping: () => fuzz(strippedFiles([...spokenSamples(), ...documentSamples()]), run),
  links: async () => fuzz(await brokenLinks(), run),
};
const kind = Object.hasOwn(kinds, values.of) ? kinds[values.of] : undefined;
if (!kind) {
  console.error(
    `usage: npm run fuzz -- [--of ${Object.keys(kinds).join('|')}] [--inputs N] [--seed N] [--from N]`,
  );
  process.exit(2);
}
try {
  console.log(JSON.stringify({ of: values.of, seed, ...(await kind()), seconds: seconds() }));
} catch (error) {
  if (!(error instanceof FuzzFinding)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
