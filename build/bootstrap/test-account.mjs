// Chromium does not run as root with its sandbox on, and Gatehouse never runs with it off. So where everything else
// runs as root (a container, a build server), the Electron part runs as this account.

import { runQuietly, say } from './command.mjs';

export const TEST_ACCOUNT = 'gatehouse-test';

/** @param {{ platform: string, isRoot: boolean, run?: typeof runQuietly }} machine */
export async function ensureTestAccount({ platform, isRoot, run = runQuietly }) {
  if (platform !== 'linux' || !isRoot) return;
  const known = await run('getent', ['passwd', TEST_ACCOUNT]);
  if (known.code === 0) return;
  say(`Creating the unprivileged account ${TEST_ACCOUNT} for everything that runs in Electron.`);
  const settings = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  const made = await run('useradd', [...settings, '--shell', '/usr/sbin/nologin', TEST_ACCOUNT]);
  if (made.code !== 0 && (await run('getent', ['passwd', TEST_ACCOUNT])).code !== 0) {
    throw new Error(`useradd could not create ${TEST_ACCOUNT}`);
  }
}
