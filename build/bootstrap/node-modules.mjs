// Installs node_modules when it is missing or does not match package-lock.json. The truth about what is installed is
// npm's own hidden lock file, which npm writes last: an interrupted installation has none.

import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runVisibly, say } from './command.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Locked
 * @typedef {typeof runVisibly} Run
 */

/** A registry that says nothing for this long is given up (twice at most, so within half a minute). */
const SILENCE_MS = 12_000;

/**
 * @param {{ root: string, run?: Run, silenceMs?: number }} options
 * @returns {Promise<boolean>} false when installing failed; why has been said
 */
export async function ensureNodeModules({ root, run = runVisibly, silenceMs = SILENCE_MS }) {
  const reason = whyStale(root);
  if (!reason) return true;
  const folder = path.join(root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    say(`node_modules is a link to another checkout and ${reason}: install there.`);
    return true;
  }
  say(`Installing node_modules (${reason}), about a minute …`);
  const started = Date.now();
  // Install scripts of packages are not run: what is needed from them is in the packages as prebuilt binaries.
  // The one exception is the package "node", which brings the Node that everything else here runs on.
  const installed = await npm(run, root, ['ci', '--ignore-scripts', ...network(silenceMs)], 'npm ci');
  const node = installed && (await npm(run, root, ['rebuild', 'node', ...network(silenceMs)], 'node'));
  if (!node) {
    say('npm could not install the packages. Is the registry in your npm configuration reachable?');
    return false;
  }
  say(`Installed node_modules in ${Math.round((Date.now() - started) / 1000)} s.`);
  return true;
}

/**
 * Why node_modules has to be installed anew, or undefined when it is what package-lock.json asks for.
 * @param {string} root
 * @returns {string | undefined}
 */
export function whyStale(root) {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return 'missing';
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(installed);
  for (const [place, locked] of Object.entries(wanted)) {
    if (place === '' || locked.link) continue;
    const found = present[place];
    const isLeftOut = !found && (locked.optional || locked.devOptional);
    if (isLeftOut) continue;
    if (found?.version !== locked.version || found?.integrity !== locked.integrity) {
      return `${place.replace('node_modules/', '')} is not the locked version`;
    }
  }
  const node = process.platform === 'win32' ? 'node.exe' : 'node';
  return existsSync(path.join(root, 'node_modules/node/bin', node)) ? undefined : 'its Node is missing';
}

/**
 * @param {string} file
 * @returns {Record<string, Locked>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

/** @param {number} silenceMs */
function network(silenceMs) {
  return [
    '--prefer-offline',
    '--loglevel=error',
    `--fetch-timeout=${silenceMs}`,
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=500',
  ];
}

/**
 * npm on the machine's own Node: the one in node_modules is about to be replaced.
 * @param {Run} run
 * @param {string} root
 * @param {string[]} args
 * @param {string} label
 */
async function npm(run, root, args, label) {
  const own = path.join(root, 'node_modules');
  const PATH = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(own))
    .join(path.delimiter);
  const { code } = await run('npm', args, { cwd: root, env: { ...process.env, PATH }, label });
  return code === 0;
}
