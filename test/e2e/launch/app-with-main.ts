import { chmodSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { targets } from '../../../build/targets.ts';

/** A copy of the built application with another main, for what is not in reach of its window alone. */
export async function appWithMain(
  app: string,
  entry: string,
): Promise<{ readonly app: string; remove(): Promise<void> }> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-app-'));
  chmodSync(copy, 0o755);
  await cp(path.join(app, 'package.json'), path.join(copy, 'package.json'));
  await cp(path.join(app, 'dist'), path.join(copy, 'dist'), { recursive: true });
  const root = path.resolve(import.meta.dirname, '../../..');
  const main = targets({ root, out: path.join(copy, 'dist'), isHardened: false }).find(
    ({ name }) => name === 'main',
  );
  await build({
    ...main?.config,
    build: {
      ...main?.config.build,
      emptyOutDir: false,
      rolldownOptions: { ...main?.config.build?.rolldownOptions, input: { main: entry } },
    },
  });
  return { app: copy, remove: () => rm(copy, { recursive: true }) };
}
