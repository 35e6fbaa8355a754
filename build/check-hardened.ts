// Looks at the packaged application from outside, as its attacker would: node build/check-hardened.ts [FOLDER]
// Nothing here believes what the build says about itself. Exits 1 when any check fails.

import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FuseV1Options } from '@electron/fuses';
import { contentFaults } from './package/content.ts';
import { hardenedFuses, readFuses } from './package/fuses.ts';
import { listeningPorts } from './package/listening.ts';
import { windowTitles } from './package/windows.ts';
import { electronAccount, giveTo } from './unprivileged/account.ts';
import { type Launch, launchScript, temporaryHome } from './unprivileged/launch-script.ts';
import { type Process, processesOf } from './unprivileged/processes.ts';
import { readablePackage } from './unprivileged/readable-copies.ts';
import { startVirtualDisplay } from './unprivileged/virtual-display.ts';

/** sysexits.h EX_CONFIG: what Gatehouse ends with when it does not start because of its command line. */
const REFUSED = 78;
const START_MS = 30_000;

const root = path.dirname(import.meta.dirname);
const unpacked = path.resolve(process.argv[2] ?? path.join(root, 'out/hardened/linux-unpacked'));
const account = electronAccount();
const display = await startVirtualDisplay();
const copy = await readablePackage(account, unpacked);
const home = temporaryHome(account);
const evidence = path.join(home.path, 'code-was-run');
const intruder = path.join(home.path, 'intruder.cjs');
writeFileSync(intruder, `require('node:fs').writeFileSync(${JSON.stringify(evidence)}, '');`);
giveTo(account, intruder);

let failures = 0;
try {
  await check('every fuse is as it should be', checkFuses);
  await check('the package has what it needs and nothing else', async () => contentFaults(unpacked));
  await check('it starts, shows its window, and its renderer is sandboxed', checkStart);
  await check('SIGUSR1 opens no inspector', checkSignal);
  for (const word of [
    '--inspect=0',
    '--inspect-brk=0',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--js-flags=--expose-gc',
  ]) {
    await check(`${word} is refused`, () => checkRefused(word));
  }
  await check('ELECTRON_RUN_AS_NODE makes no Node of it', () =>
    checkEnvironment({ ELECTRON_RUN_AS_NODE: '1' }, [intruder]),
  );
  await check('NODE_OPTIONS loads nothing into it', () =>
    checkEnvironment({ NODE_OPTIONS: `--require ${intruder}` }, []),
  );
  await check('it judges files on the command line, without a display', checkCommand);
} finally {
  home.remove();
  await copy.remove();
  await display.stop();
}
console.log(failures === 0 ? 'The hardened package is what it should be.' : `${failures} checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;

/** Runs one check, which returns what it found wrong. */
async function check(promise: string, look: () => Promise<string[]>): Promise<void> {
  const faults = await look().catch((error: unknown) => [String(error)]);
  console.log(`${faults.length === 0 ? '✓' : '✗'} ${promise}`);
  for (const fault of faults) console.log(`    ${fault}`);
  if (faults.length > 0) failures += 1;
}

async function checkFuses(): Promise<string[]> {
  const states = await readFuses(path.join(unpacked, 'gatehouse'));
  const wanted = new Map(
    Object.entries(hardenedFuses).map(([index, on]) => [FuseV1Options[Number(index)] ?? index, on]),
  );
  return [...states].filter(([name, on]) => wanted.get(name) !== on).map(([name, on]) => `${name} is ${on}`);
}

async function checkStart(): Promise<string[]> {
  return whileRunning({}, [], async (launch) => {
    const renderers = processesOf(launch.marker).filter(({ argv }) =>
      argv.join(' ').includes('--type=renderer'),
    );
    const exposed = renderers.filter(({ status }) => status['Seccomp'] !== '2');
    return [
      ...(renderers.length === 0 ? ['there is no renderer'] : []),
      ...exposed.map(({ pid }) => `renderer ${pid} has no seccomp filter`),
      ...listening(launch),
    ];
  });
}

async function checkSignal(): Promise<string[]> {
  return whileRunning({}, [], async (launch) => {
    for (const { pid, argv } of processesOf(launch.marker)) {
      if (isMain(argv)) process.kill(pid, 'SIGUSR1');
    }
    // An inspector would listen at once; there is no event for one that does not.
    await delay(1000);
    return listening(launch);
  });
}

async function checkRefused(word: string): Promise<string[]> {
  const launch = launchOf({});
  try {
    const code = await exitCode(launch, [word], START_MS);
    return code === REFUSED ? [] : [`it ended with ${code} and not with ${REFUSED}`];
  } finally {
    await launch.end();
  }
}

async function checkEnvironment(env: Record<string, string>, args: readonly string[]): Promise<string[]> {
  rmSync(evidence, { force: true });
  const faults = await whileRunning(env, args, async (launch) => listening(launch));
  return existsSync(evidence) ? [...faults, 'code from outside was run'] : faults;
}

/** The exit codes are those of the command line: 0 clean, 1 findings. */
async function checkCommand(): Promise<string[]> {
  const faults: string[] = [];
  for (const [content, wanted] of [
    ['hello', 0],
    [`MZ${'\0'.repeat(70)}`, 1],
  ] as const) {
    const file = path.join(home.path, 'offer.txt');
    writeFileSync(file, content);
    giveTo(account, file);
    const command = [path.join(copy.folder, 'gatehouse')];
    const launch = launchScript({ account, display: '', home: home.path, keychain: 'none', command });
    try {
      const code = await exitCode(launch, ['inspect', 'files', file, '--json'], START_MS);
      if (code !== wanted) faults.push(`it ended with ${code} and not with ${wanted}`);
    } finally {
      await launch.end();
    }
  }
  return faults;
}

/** Starts it, waits until its window is there, and looks. */
async function whileRunning(
  env: Record<string, string>,
  args: readonly string[],
  look: (launch: Launch) => Promise<string[]>,
): Promise<string[]> {
  const launch = launchOf(env);
  const child = spawn(launch.script, args, { stdio: 'ignore', detached: true });
  try {
    const deadline = Date.now() + START_MS;
    while (
      !windowTitles(display.name).some((title) => title.includes('Gatehouse')) ||
      renderers(launch).length === 0
    ) {
      if (child.exitCode !== null) return [`it ended with ${child.exitCode} before it had a window`];
      if (Date.now() > deadline) return ['there was no window with a renderer behind it'];
      await delay(100);
    }
    return await look(launch);
  } finally {
    await launch.end();
  }
}

function launchOf(env: Record<string, string>): Launch {
  const command = [path.join(copy.folder, 'gatehouse')];
  return launchScript({ account, display: display.name, home: home.path, keychain: 'none', command, env });
}

function exitCode(
  launch: Launch,
  args: readonly string[],
  withinMs: number,
): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(launch.script, args, { stdio: 'ignore', detached: true, timeout: withinMs });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? signal));
  });
}

function listening(launch: Launch): string[] {
  const ports = listeningPorts(processesOf(launch.marker).map(({ pid }) => pid));
  return ports.map((port) => `it listens on port ${port}`);
}

function renderers(launch: Launch): Process[] {
  return processesOf(launch.marker).filter(({ argv }) => argv.join(' ').includes('--type=renderer'));
}

function isMain(argv: readonly string[]): boolean {
  return argv[0] === path.join(copy.folder, 'gatehouse') && !argv.some((word) => word.startsWith('--type='));
}
