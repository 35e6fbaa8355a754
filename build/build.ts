// Builds everything that runs in Electron: node build/build.ts [--hardened] [--out FOLDER]
// One process for all targets, because starting vite costs more than building.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { policyJsonSchema } from './policy-reference/json-schema.ts';
import { targets } from './targets.ts';

const { values } = parseArgs({
  options: { hardened: { type: 'boolean', default: false }, out: { type: 'string', default: 'dist' } },
});
const root = path.dirname(import.meta.dirname);
const out = path.resolve(root, values.out);
const started = performance.now();
await rm(out, { recursive: true, force: true });
// For IT's editors, and for the package.
await mkdir(path.join(root, 'out'), { recursive: true });
await writeFile(
  path.join(root, 'out/policy.schema.json'),
  `${JSON.stringify(policyJsonSchema(), null, 2)}\n`,
);
await Promise.all(targets({ root, out, isHardened: values.hardened }).map(({ config }) => build(config)));
console.log(`Built ${path.relative(root, out)} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
