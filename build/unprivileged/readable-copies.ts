// A checkout and a cache below /root cannot be read by the account that Electron runs as, and Chromium's sandbox helper
// must belong to root with mode 4755. So as root both the runtime and the application are copied to where it can.

import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder } from '../electron-runtime/cache.ts';
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
export async function readableApp(
  account: Account | null,
  root: string,
): Promise<{ folder: string; remove: () => Promise<void> }> {
  if (!account) return { folder: root, remove: async () => {} };
  await mkdir(PLACE, { recursive: true });
  const folder = await mkdtemp(path.join(PLACE, 'app-'));
  await chmod(folder, 0o755);
  await cp(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  await cp(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true });
  for (const name of await productionPackages(root)) {
    const from = path.join(root, 'node_modules', name);
    await cp(from, path.join(folder, 'node_modules', name), { recursive: true, filter: isForThisSystem });
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Names of the packages that are not bundled, with those that they need. */
async function productionPackages(root: string): Promise<string[]> {
  const found = new Set<string>();
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const { dependencies = {} } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
      if (found.has(name)) continue;
      found.add(name);
      open.push(path.join(root, 'node_modules', name));
    }
  }
  return [...found];
}

/** Packages carry the prebuilt binaries of every system; ours is enough. */
function isForThisSystem(file: string): boolean {
  const prebuilt = /\/prebuilds\/([^/]+)/.exec(file);
  return !prebuilt || prebuilt[1] === `${process.platform}-${process.arch}`;
}
