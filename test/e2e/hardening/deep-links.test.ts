import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import { launchScript, temporaryHome } from '../../../build/unprivileged/launch-script.ts';
import { builtApp, launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';
import './page.d.ts';

// CVE-2018-1000006, openclaw#345: a link from outside fills in, and is never more than a link.

const account = electronAccount();
let home: ReturnType<typeof temporaryHome>;
let gatehouse: LaunchedGatehouse;
beforeEach(() => {
  home = temporaryHome(account);
});
afterEach(async () => {
  await gatehouse.stop();
  home.remove();
});

/** Starts Gatehouse once more with the same profile, as a launcher of the system would; resolves when that process has ended. */
async function startAgain(...args: string[]): Promise<number | null> {
  const launch = launchScript({
    account,
    display: inject('stage').display,
    home: home.path,
    keychain: 'none',
    command: [inject('stage').electron],
  });
  const again = spawn(launch.script, [builtApp(), ...args], { stdio: 'ignore' });
  const [code] = await once(again, 'exit');
  await launch.end();
  return code;
}

/** Collects what the page is told to show; the first question tells main that somebody listens. */
function listen(): Promise<unknown> {
  return gatehouse.page.evaluate(`{
    window.shown = [];
    window.gatehouse.on('conversation.show', (payload) => {
      window.shown.push(payload);
      window.heard?.();
    });
    window.gatehouse.call('settings.get', null);
  }`);
}

/** What the page was told, once it was told about this peer. */
function shownUntil(peer: string): Promise<unknown> {
  return gatehouse.page.evaluate(`new Promise((resolve) => {
    window.heard = () => window.shown.some(({ peer }) => peer === '${peer}') && resolve(window.shown);
    window.heard();
  })`);
}

describe('a second start', () => {
  beforeEach(async () => {
    gatehouse = await launchGatehouse({ policy: {}, home: home.path, keychain: 'none' });
    await gatehouse.page.waitForLoadState();
    await listen();
  });

  test('ends at once, brings the window up and hands over its link', async () => {
    await gatehouse.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await startAgain('--', 'xmpp:bea@corp.test?message;body=Hello%20Bea')).toBe(0);
    expect(await shownUntil('bea@corp.test')).toEqual([{ peer: 'bea@corp.test', prefill: 'Hello Bea' }]);
    const isVisible = await gatehouse.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isVisible()),
    );
    expect(isVisible).toEqual([true]);
  });

  test('hands over nothing but a link that is the last word and whole', async () => {
    await startAgain('xmpp:first@corp.test', '--', 'not-a-link');
    await startAgain('--', 'xmpp:quoted@corp.test" --gpu-launcher="touch /tmp/owned');
    await startAgain('--', 'xmpp://anna@corp.test/account@corp.test?message;body=x');
    await startAgain('--', 'xmpp:followed@corp.test', '--user-data-dir=/tmp/elsewhere');
    await startAgain('--', 'https://corp.test/');
    await startAgain('--', 'file:///etc/passwd');
    await startAgain('--', 'xmpp:last@corp.test');
    expect(await shownUntil('last@corp.test')).toEqual([{ peer: 'last@corp.test', prefill: '' }]);
  });
});

test('a link at the first start waits until the page listens', async () => {
  gatehouse = await launchGatehouse({
    policy: {},
    home: home.path,
    keychain: 'none',
    args: ['--', 'xmpp:bea@corp.test?message;body=Hi'],
  });
  const first = await gatehouse.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined) throw new Error('no window');
        const { send } = window.webContents;
        window.webContents.send = (channel, ...words) => {
          send.call(window.webContents, channel, ...words);
          resolve(words);
        };
        window.webContents.reloadIgnoringCache();
      }),
  );
  expect(first).toEqual(['conversation.show', { peer: 'bea@corp.test', prefill: 'Hi' }]);
});
