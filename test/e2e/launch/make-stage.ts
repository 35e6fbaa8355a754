import path from 'node:path';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import { readableApp, readableRuntime } from '../../../build/unprivileged/readable-copies.ts';
import { startVirtualDisplay } from '../../../build/unprivileged/virtual-display.ts';
import type { Stage } from './launch-on.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * What launches have in common: a display (a virtual one unless a name is given), and copies of the runtime and of the
 * built application that the account of the tests can read.
 */
export async function makeStage(display?: string): Promise<{ stage: Stage; remove: () => Promise<void> }> {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist)
    throw new Error('Electron is not prepared: start this through build/bootstrap.mjs, as npm scripts do');
  const account = electronAccount();
  const runtime = await readableRuntime(account, dist);
  const app = await readableApp(account, root);
  const virtual = display === undefined ? await startVirtualDisplay() : null;
  return {
    stage: {
      display: virtual?.name ?? display ?? '',
      electron: path.join(runtime, 'electron'),
      app: app.folder,
    },
    remove: async () => {
      await virtual?.stop();
      await app.remove();
    },
  };
}
