import { expect, test } from 'vitest';
import { ensureDebianPackages } from '../../../build/bootstrap/debian-packages.mjs';

const debian = 'ID=debian\nVERSION_ID="12"\n';
const everything =
  'prosody openssl tinyproxy-bin clamav-daemon rsyslog rsyslog-gnutls rsyslog-openssl profanity python3-slixmpp xvfb x11-utils dbus gnome-keyring libsecret-1-0 libgtk-3-0 libnss3 libgbm1 libasound2 fonts-dejavu-core';

interface Situation {
  readonly installed: string;
  readonly isRoot: boolean;
  readonly osRelease?: string;
  /** Packages that apt does not know under that name. */
  readonly unknown?: readonly string[];
  readonly aptFails?: boolean;
  readonly unseen?: readonly string[];
}

async function ensure({
  installed,
  isRoot,
  osRelease = debian,
  unknown = [],
  aptFails,
  unseen = [],
}: Situation) {
  const said: string[] = [];
  const shown: string[][] = [];
  const outcome = await ensureDebianPackages({
    platform: 'linux',
    isRoot,
    osRelease,
    say: (line) => said.push(line),
    run: async (_program, args) => {
      const script = args[1] ?? '';
      if (script.includes('dpkg-query')) {
        const lines = installed.split(' ').map((name) => `${name} installed`);
        return { code: 0, stdout: `${lines.join('\n')}\nhalf-there half-configured\n` };
      }
      if (script.includes('apt-cache'))
        return { code: unknown.includes(args.at(-1) ?? '') ? 100 : 0, stdout: '' };
      return { code: 0, stdout: unseen.map((name) => `unseen ${name}\n`).join('') };
    },
    show: async (program, args) => {
      shown.push([program, ...args]);
      return { code: aptFails ? 100 : 0, stdout: '' };
    },
  });
  return { outcome, said, shown };
}

test('says and does nothing when all are there', async () => {
  expect(await ensure({ installed: everything, isRoot: false })).toEqual({
    outcome: 'complete',
    said: [],
    shown: [],
  });
});

test('takes the 64-bit-time names of newer releases for the same packages', async () => {
  const newer = everything.replace('libgtk-3-0', 'libgtk-3-0t64').replace('libasound2', 'libasound2t64');
  expect((await ensure({ installed: newer, isRoot: false })).outcome).toBe('complete');
});

test('without root says one line that can be pasted, and runs nothing', async () => {
  const { outcome, said, shown } = await ensure({
    installed: everything.replace('xvfb ', ''),
    isRoot: false,
  });
  expect(outcome).toBe('incomplete');
  expect(said).toEqual(['sudo apt-get install --no-install-recommends xvfb']);
  expect(shown).toEqual([]);
});

test('as root installs just what is missing, under the name this release knows', async () => {
  const installed = everything.replace('xvfb ', '').replace('libasound2 ', '');
  const { outcome, shown } = await ensure({ installed, isRoot: true, unknown: ['libasound2'] });
  expect(outcome).toBe('complete');
  expect(shown[0]?.slice(0, 2)).toEqual(['apt-get', 'update']);
  expect(shown[1]?.slice(-2)).toEqual(['xvfb', 'libasound2t64']);
  expect(shown[1]).toContain('--no-install-recommends');
});

test('says so when apt fails', async () => {
  const { outcome, said } = await ensure({ installed: '', isRoot: true, aptFails: true });
  expect(outcome).toBe('failed');
  expect(said.at(-1)).toContain('apt-get could not install');
});

test('elsewhere than on Debian names what is missing in one line', async () => {
  const fedora = { installed: '', isRoot: true, osRelease: 'ID=fedora\n' };
  expect(await ensure(fedora)).toEqual({ outcome: 'complete', said: [], shown: [] });
  const { outcome, said, shown } = await ensure({ ...fedora, unseen: ['prosody', 'Xvfb'] });
  expect({ outcome, said, shown }).toEqual({
    outcome: 'incomplete',
    said: ['Please install what provides: prosody Xvfb'],
    shown: [],
  });
});
