import path from 'node:path';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import {
  readableApp,
  readablePackage,
  readableRuntime,
} from '../../../build/unprivileged/readable-copies.ts';
import { startVirtualDisplay } from '../../../build/unprivileged/virtual-display.ts';
import type { Stage } from './launch-on.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * What launches have in common: a display (a virtual one unless a name is given), and copies of the runtime and of the
 * built application that the account of the tests can read.
 */
export async function makeStage(display?: string): Promise<MadeStage> {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist)
    throw new Error('Electron is not prepared: start this through build/bootstrap.mjs, as npm scripts do');
  const account = electronAccount();
  const runtime = await readableRuntime(account, dist);
  const app = await readableApp(account, root);
  return onDisplay({ electron: path.join(runtime, 'electron'), app: app.folder }, app.remove, display);
}

/** The same with the package for tests, which node build/dist.ts --dir --e2e makes. */
export async function makePackagedStage(): Promise<MadeStage> {
  const { folder, remove } = await readablePackage(
    electronAccount(),
    path.join(root, 'out/e2e/linux-unpacked'),
  );
  return onDisplay({ electron: path.join(folder, 'gatehouse'), app: null }, remove);
}

export interface MadeStage {
  readonly stage: Stage;
  readonly remove: () => Promise<void>;
}

async function onDisplay(
  program: Pick<Stage, 'electron' | 'app'>,
  removeApp: () => Promise<void>,
  display?: string,
): Promise<MadeStage> {
  const virtual = display === undefined ? await startVirtualDisplay() : null;
  return {
    stage: { ...program, display: virtual?.name ?? display ?? '' },
    remove: async () => {
      await virtual?.stop();
      await removeApp();
    },
  };
}
