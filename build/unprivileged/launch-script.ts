// One launch of an Electron program the way a person's desktop would: an account that is not root, a home of its own, a
// D-Bus session of its own and, if wanted, an unlocked keychain. It becomes a script, because that is what Playwright,
// the checks of a package and the benchmarks can all start.

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Account, giveTo } from './account.ts';
import { endProcesses } from './processes.ts';

export interface LaunchOptions {
  readonly account: Account | null;
  readonly display: string;
  /** From temporaryHome; what is in it stays there. */
  readonly home: string;
  readonly keychain: 'unlocked' | 'none';
  /** The program and its first arguments; those given to the script follow. */
  readonly command: readonly string[];
  /** Beside HOME, DISPLAY and the like; nothing else is passed on from our own environment. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Launch {
  /** An executable file. */
  readonly script: string;
  /** NAME=VALUE in the environment of everything that the script starts. */
  readonly marker: string;
  /** Ends everything that is left of it and removes the script. */
  end(): Promise<void>;
}

/** A home that belongs to the account, with the folders a desktop session has. */
export function temporaryHome(account: Account | null): { path: string; remove: () => void } {
  const home = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-home-'));
  for (const folder of ['.runtime', '.config', '.cache', '.local', '.local/share']) {
    mkdirSync(path.join(home, folder), { mode: 0o700 });
    giveTo(account, path.join(home, folder));
  }
  giveTo(account, home);
  return { path: home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

export function launchScript(options: LaunchOptions): Launch {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-launch-'));
  chmodSync(folder, 0o755);
  const marker = `GATEHOUSE_LAUNCH=${randomBytes(8).toString('hex')}`;
  const bus = path.join(folder, 'session.conf');
  writeFileSync(bus, BUS);
  const session = path.join(folder, 'session');
  writeFileSync(session, sessionScript(options.keychain), { mode: 0o755 });
  const script = path.join(folder, 'launch');
  const env = Object.entries(environment(options)).map(([name, value]) => `${name}=${value}`);
  const words = [
    ...(options.account ? asAccount(options.account) : []),
    ...['env', '-i', ...env, marker],
    ...['dbus-run-session', '--config-file', bus, '--', session, ...options.command],
  ];
  writeFileSync(script, `#!/bin/sh\ncd /\nexec ${words.map(quoted).join(' ')} "$@"\n`, { mode: 0o755 });
  return {
    script,
    marker,
    end: async () => {
      await endProcesses(marker);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A session bus that starts no service by itself: whether there is a keychain is the test's decision. */
const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

function sessionScript(keychain: LaunchOptions['keychain']): string {
  const unlock =
    'printf %s test-keyring | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n';
  return `#!/bin/sh\n${keychain === 'unlocked' ? unlock : ''}exec "$@"\n`;
}

/** setpriv takes our place; runuser would stay behind it as a process of root's. */
function asAccount({ name, gid }: Account): string[] {
  return ['setpriv', `--reuid=${name}`, `--regid=${gid}`, '--init-groups', '--'];
}

function environment({ home, display, env }: LaunchOptions): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    DISPLAY: display,
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: path.join(home, '.runtime'),
    XDG_CURRENT_DESKTOP: 'GNOME',
    NO_AT_BRIDGE: '1',
    ...env,
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
