// A checkout and a cache below /root cannot be read by the account that Electron runs as, and Chromium's sandbox helper
// must belong to root with mode 4755. So as root both the runtime and the application are copied to where it can.

import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder } from '../electron-runtime/cache.ts';
import { stageApp } from '../package/stage.ts';
import type { Account } from './account.ts';

const PLACE = '/var/cache/gatehouse';

/** @returns the folder of a runtime that the account can start with its sandbox on; the same one when nothing is in the way */
export async function readableRuntime(account: Account | null, dist: string): Promise<string> {
  if (!account) return dist;
  return cachedFolder(PLACE, path.basename(dist), async (folder) => {
    await cp(dist, folder, { recursive: true });
    await chmod(path.join(folder, 'chrome-sandbox'), 0o4755);
  });
}

/**
 * The built application as Electron wants it: package.json, dist and the native modules.
 * @returns its folder and the way to be rid of it
 */
export async function readableApp(account: Account | null, root: string): Promise<Copy> {
  if (!account) return { folder: root, remove: async () => {} };
  const folder = await newFolder('app-');
  await stageApp(root, path.join(root, 'dist'), folder);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A whole packaged application. */
export async function readablePackage(account: Account | null, unpacked: string): Promise<Copy> {
  if (!account) return { folder: unpacked, remove: async () => {} };
  const folder = await newFolder('package-');
  await cp(unpacked, folder, { recursive: true });
  await chmod(path.join(folder, 'chrome-sandbox'), 0o4755);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface Copy {
  readonly folder: string;
  remove(): Promise<void>;
}

async function newFolder(prefix: string): Promise<string> {
  await mkdir(PLACE, { recursive: true });
  const folder = await mkdtemp(path.join(PLACE, prefix));
  await chmod(folder, 0o755);
  return folder;
}
