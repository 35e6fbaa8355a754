// A checkout and a cache below /root cannot be read by the account that Electron runs as, and Chromium's sandbox helper
// must belong to root with mode 4755. So as root both the runtime and the application are copied to where it can.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder } from '../electron-runtime/cache.ts';
import { stageApp } from '../package/stage.ts';
import type { Account } from './account.ts';

const PLACE = '/var/cache/gatehouse';

/** @returns the folder of a runtime that the account can start with its sandbox on; the same one when nothing is in the way */
export async function readableRuntime(account: Account | null, dist: string): Promise<string> {
  if (!account) return dist;
  const { ino, mtimeMs, size } = await stat(path.join(dist, 'electron'));
  const identity = createHash('sha256')
    .update([dist, ino, mtimeMs, size].join('\n'))
    .digest('hex')
    .slice(0, 12);
  return cachedFolder(PLACE, `${path.basename(dist)}-${identity}`, async (folder) => {
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

/** Named after the process that made it, so that the copies of one that was killed are removed by the next. */
async function newFolder(prefix: string): Promise<string> {
  await mkdir(PLACE, { recursive: true });
  for (const name of await readdir(PLACE)) {
    const [, pid] = /^(?:app|package)-(\d+)-/.exec(name) ?? [];
    if (pid && !existsSync(`/proc/${pid}`))
      await rm(path.join(PLACE, name), { recursive: true, force: true });
  }
  const folder = await mkdtemp(path.join(PLACE, `${prefix}${process.pid}-`));
  await chmod(folder, 0o755);
  return folder;
}
