// The official release of Electron in the version that package.json pins. The archive is believed only with the
// SHA-256 that the electron package itself carries (and package-lock.json carries the hash of that package).

import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadArtifact } from '@electron/get';
import pinnedChecksums from 'electron/checksums.json' with { type: 'json' };
import electron from 'electron/package.json' with { type: 'json' };
import { cachedFolder } from './cache.ts';
import { unzip } from './unzip.ts';

interface Source {
  readonly say: (line: string) => void;
  /** File name → SHA-256. Default: those of the electron package. */
  readonly checksums?: Record<string, string>;
  /** How long a server may say nothing in the middle of an answer. */
  readonly silenceMs?: number;
}

const PROBE_MS = 4000;
const SILENCE_MS = 15_000;
const REMEMBER_MS = 24 * 3600 * 1000;

/** @returns the unpacked release, or undefined when it can be had nowhere, which is found out within seconds */
export async function officialRuntime(
  cache: string,
  { say, ...source }: Source,
): Promise<string | undefined> {
  const version = pinnedVersion();
  const name = `electron-${version}-official-${process.platform}-${process.arch}`;
  const target = path.join(cache, name);
  if (existsSync(target)) return target;
  if (await wasJustUnreachable(cache)) return undefined;
  if (!(await answers(releaseHost(), PROBE_MS))) {
    say('Electron: no answer from the release server or ELECTRON_MIRROR.');
    await rememberUnreachable(cache);
    return undefined;
  }
  try {
    const archive = await officialArchive({ say, ...source });
    return await cachedFolder(cache, name, (folder) => unzip(archive, folder));
  } catch (error) {
    say(
      `Electron ${version} could not be fetched: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

/** @returns the path of the official zip of this system, checked against its pinned SHA-256; throws when it cannot be had */
export async function officialArchive({
  say,
  checksums = pinnedChecksums,
  silenceMs = SILENCE_MS,
}: Source): Promise<string> {
  const version = pinnedVersion();
  const silence = new AbortController();
  const watchdog = setTimeout(() => silence.abort(new Error('the server fell silent')), silenceMs);
  let tenth = 0;
  const getProgressCallback = async ({ percent }: { percent: number }) => {
    watchdog.refresh();
    if (percent * 10 < tenth + 1) return;
    tenth = Math.floor(percent * 10);
    say(`  Electron ${version}: ${tenth * 10} %`);
  };
  say(`Fetching Electron ${version} …`);
  try {
    return await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums,
      downloadOptions: { quiet: true, signal: silence.signal, getProgressCallback },
    });
  } finally {
    clearTimeout(watchdog);
  }
}

/** Whether anything speaks HTTP there, whatever it says. */
export async function answers(url: string, withinMs: number): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(withinMs) });
    return true;
  } catch {
    // Refused, unresolved, silent or untrusted: for the caller it is all the same, there is no release to be had.
    return false;
  }
}

export function pinnedVersion(): string {
  return electron.version;
}

function releaseHost(): string {
  return process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/';
}

const marker = (cache: string) => path.join(cache, 'release-server-unreachable');

/** Asking again at every run would cost seconds each time where a firewall swallows the question. */
async function wasJustUnreachable(cache: string): Promise<boolean> {
  const file = marker(cache);
  if (!existsSync(file) || (await readFile(file, 'utf8')) !== releaseHost()) return false;
  return Date.now() - (await stat(file)).mtimeMs < REMEMBER_MS;
}

async function rememberUnreachable(cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  await writeFile(marker(cache), releaseHost());
}
