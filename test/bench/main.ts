// Measurements: npm run bench -- NAME. Progress goes to stderr; stdout gets a table and, as its last line, one JSON object.

import type { Bench } from './frame/bench.ts';
import { MissingCorpus } from './frame/corpora.ts';
import { table } from './frame/table.ts';

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  archive: async () => (await import('./archive/archive.ts')).archive,
  detect: async () => (await import('./detect/detect.ts')).detect,
  gate: async () => (await import('./gate/gate.ts')).gate,
  inspect: async () => (await import('./inspect/inspect.ts')).inspect,
  wire: async () => (await import('./wire/wire.ts')).wire,
  start: async () => (await import('./start/start.ts')).start,
};

const [name = ''] = process.argv.slice(2);
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!load) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')}`);
  process.exit(2);
}
try {
  const { rows, figures } = await (await load())((line) => console.error(line));
  console.log(table(rows));
  console.log(JSON.stringify({ bench: name, ...figures }));
} catch (error) {
  if (!(error instanceof MissingCorpus)) throw error;
  console.error(error.message);
  process.exitCode = 3;
}
