// The shell and nothing else: it is built by preview.test.ts and started in main's place, where the test shows files through it.

import path from 'node:path';
import { Shell } from '../../../electron/app/shell.ts';
import { Threshold } from '../../../electron/app/threshold.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
void start();

async function start(): Promise<void> {
  const threshold = Threshold.raise(path.join(root, 'dist'));
  if (threshold === null) return;
  await threshold.open({ theme: 'system', window: null, remembered: null });
  const shell = new Shell({
    threshold,
    assets: path.join(root, 'assets'),
    log: ({ call, what }) => process.stderr.write(`${call}: ${what}\n`),
    onWake: () => undefined,
  });
  Object.assign(globalThis, { shell });
}
