// The desktop libraries, the virtual display, the keychain, the XMPP server and the log server that demo and tests run against
// and the clients of others they talk to come from Debian. As root they are installed; otherwise one line says what to type.

import { readFileSync } from 'node:fs';
import { runQuietly, runVisibly, say } from './command.mjs';

/**
 * One entry per need: what Debian calls it (13 and Ubuntu 24.04 renamed some for their 64-bit time_t), and the program
 * or library by which another distribution shows that it has it.
 */
const NEEDS = [
  { names: ['prosody'], seenAs: 'prosody' },
  { names: ['openssl'], seenAs: 'openssl' },
  { names: ['tinyproxy-bin'], seenAs: 'tinyproxy' },
  { names: ['clamav-daemon'], seenAs: 'clamd' },
  { names: ['rsyslog'], seenAs: 'rsyslogd' },
  { names: ['rsyslog-gnutls'], seenAs: 'rsyslogd' },
  { names: ['rsyslog-openssl'], seenAs: 'rsyslogd' },
  { names: ['profanity'], seenAs: 'profanity' },
  { names: ['python3-slixmpp'], seenAs: 'python3' },
  { names: ['xvfb'], seenAs: 'Xvfb' },
  { names: ['x11-utils'], seenAs: 'xwininfo' },
  { names: ['dbus'], seenAs: 'dbus-run-session' },
  { names: ['gnome-keyring'], seenAs: 'gnome-keyring-daemon' },
  { names: ['libsecret-1-0'], seenAs: 'libsecret-1.so.0' },
  { names: ['libgtk-3-0', 'libgtk-3-0t64'], seenAs: 'libgtk-3.so.0' },
  { names: ['libnss3'], seenAs: 'libnss3.so' },
  { names: ['libgbm1'], seenAs: 'libgbm.so.1' },
  { names: ['libasound2', 'libasound2t64'], seenAs: 'libasound.so.2' },
  { names: ['fonts-dejavu-core'], seenAs: 'fc-list' },
];

/**
 * @typedef {typeof runQuietly} Run
 * @typedef {{ platform: string, isRoot: boolean, osRelease?: string, run?: Run, show?: Run, say?: (line: string) => void }} Machine
 */

/**
 * @param {Machine} machine
 * @returns {Promise<'complete' | 'incomplete' | 'failed'>} anything but complete has been explained in one line
 */
export async function ensureDebianPackages(machine) {
  const { run = runQuietly, show = runVisibly, say: tell = say } = machine;
  if (machine.platform !== 'linux') return 'complete';
  if (!isDebian(machine.osRelease ?? readOsRelease())) {
    const unseen = await unseenNeeds(run);
    if (unseen.length === 0) return 'complete';
    tell(`Please install what provides: ${unseen.join(' ')}`);
    return 'incomplete';
  }
  const missing = await missingPackages(run);
  if (missing.length === 0) return 'complete';
  if (!machine.isRoot) {
    tell(`sudo apt-get install --no-install-recommends ${missing.join(' ')}`);
    return 'incomplete';
  }
  tell(`Installing ${missing.length} Debian packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const network = [
    '-o',
    'Acquire::http::Timeout=10',
    '-o',
    'Acquire::https::Timeout=10',
    '-o',
    'Acquire::Retries=1',
  ];
  const patience = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Dpkg::Use-Pty=0'];
  await show('apt-get', ['update', '-q', ...network], { env, label: 'apt-get update' });
  const wanted = await namesKnownHere(run, missing);
  const install = ['install', '-y', '-q', '--no-install-recommends', ...network, ...patience, ...wanted];
  const { code } = await show('apt-get', install, { env, label: 'apt-get install' });
  if (code === 0) return 'complete';
  tell(`apt-get could not install ${missing.join(' ')}: see its own message above.`);
  return 'failed';
}

/**
 * @param {Run} run
 * @returns {Promise<string[]>} the first name of every need that no installed package meets
 */
async function missingPackages(run) {
  const format = ['-W', '-f', '${Package} ${db:Status-Status}\n'];
  const names = NEEDS.flatMap((need) => need.names);
  const { stdout } = await run('sh', ['-c', 'exec dpkg-query "$@" 2>/dev/null', 'sh', ...format, ...names]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return NEEDS.filter((need) => !need.names.some((name) => installed.has(name))).map(
    (need) => need.names[0] ?? '',
  );
}

/**
 * The name under which this release of Debian has each package.
 * @param {Run} run
 * @param {string[]} missing
 */
async function namesKnownHere(run, missing) {
  const names = [];
  for (const first of missing) {
    const alternatives = NEEDS.find((need) => need.names[0] === first)?.names ?? [first];
    let known = first;
    for (const name of alternatives) {
      const { code } = await run('sh', ['-c', 'exec apt-cache show "$1" >/dev/null 2>&1', 'sh', name]);
      if (code === 0) {
        known = name;
        break;
      }
    }
    names.push(known);
  }
  return names;
}

/**
 * Elsewhere no package manager is asked: a program on PATH or a library that the loader knows is what counts.
 * @param {Run} run
 */
async function unseenNeeds(run) {
  const script = 'for s in "$@"; do command -v "$s" || ldconfig -p | grep -F "$s " || echo "unseen $s"; done';
  const { stdout } = await run('sh', ['-c', script, 'sh', ...NEEDS.map((need) => need.seenAs)]);
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('unseen '))
    .map((line) => line.slice('unseen '.length));
}

/** @param {string} osRelease */
function isDebian(osRelease) {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
