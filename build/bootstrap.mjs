// A fresh clone has nothing but the machine's own Node (20 or newer), npm and perhaps apt. This script makes it
// ready and hands over: node build/bootstrap.mjs --for test -- <command…>
// It uses built-ins alone, because it is what installs everything else.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly, say } from './bootstrap/command.mjs';
import { ensureDebianPackages } from './bootstrap/debian-packages.mjs';
import { ensureNodeModules } from './bootstrap/node-modules.mjs';
import { ensureTestAccount } from './bootstrap/test-account.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What each task needs besides node_modules. @type {Record<string, { packages: boolean, electron: boolean }>} */
const TASKS = {
  build: { packages: false, electron: false },
  start: { packages: true, electron: true },
  demo: { packages: true, electron: true },
  test: { packages: true, electron: true },
  bench: { packages: true, electron: true },
  dist: { packages: true, electron: true },
};

const [flag, task, separator, ...command] = process.argv.slice(2);
const needs = TASKS[task ?? ''];
if (flag !== '--for' || !needs || separator !== '--' || command.length === 0) {
  say(`usage: node build/bootstrap.mjs --for ${Object.keys(TASKS).join('|')} -- <command…>`);
  process.exit(2);
}

/** @type {NodeJS.ProcessEnv} */
const env = {
  ...process.env,
  PATH: [path.join(root, 'node_modules/.bin'), process.env['PATH']].join(path.delimiter),
};

if (!(await ensureNodeModules({ root }))) process.exit(4);
if (needs.packages) {
  const packages = await ensureDebianPackages({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
  });
  if (packages !== 'complete') process.exit(3);
  await ensureTestAccount({ platform: process.platform, isRoot: process.getuid?.() === 0 });
}
// Node's own fetch goes through a company's proxy only when told to.
if (task === 'dist') env['NODE_USE_ENV_PROXY'] = '1';
if (needs.electron) {
  // Node 24 from node_modules runs this part: it needs @electron/get and @electron/fuses, and type stripping.
  const prepare = path.join(root, 'build/electron-runtime/prepare.ts');
  const prepared = await runQuietly('node', [prepare], { env: { ...env, NODE_USE_ENV_PROXY: '1' } });
  if (prepared.code !== 0) process.exit(4);
  env['ELECTRON_OVERRIDE_DIST_PATH'] = prepared.stdout.trim();
}
handOver(command, env);

/**
 * Runs the command in this script's place: same streams, same exit code, signals passed on.
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} environment
 */
function handOver([program = '', ...args], environment) {
  const child = spawn(program, args, {
    cwd: root,
    env: environment,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    say(`${program}: ${error.message}`);
    process.exit(127);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
