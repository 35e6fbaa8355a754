// The shell and nothing else: it is built by preview.test.ts and started in main's place, where the test shows files through it.

import path from 'node:path';
import { Shell } from '../../../electron/app/shell.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
void start();

async function start(): Promise<void> {
  const shell = Shell.raise({
    built: path.join(root, 'dist'),
    assets: path.join(root, 'assets'),
    log: ({ call, what }) => process.stderr.write(`${call}: ${what}\n`),
    onWake: () => undefined,
  });
  if (shell === null) return;
  Object.assign(globalThis, { shell });
  await shell.open();
}
