import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { launchScript, temporaryHome } from '../../../build/unprivileged/launch-script.ts';
import { type Process, processesOf } from '../../../build/unprivileged/processes.ts';

export interface LaunchedGatehouse {
  readonly app: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  /** HOME of this launch; give it to the next one for a restart with the same profile. */
  readonly home: string;
  /** Everything that this launch has started, as /proc sees it now. */
  processes(): Process[];
  /** Quits, waits until nothing of it is left, and removes the home unless it was given. */
  stop(): Promise<void>;
}

export interface LaunchGatehouseOptions {
  /** Content of the policy file: an object, or text to see what becomes of a damaged one. */
  readonly policy: object | string;
  /** From an earlier launch or from temporaryHome. Default: a new one. */
  readonly home?: string;
  /** Default: unlocked. */
  readonly keychain?: 'unlocked' | 'none';
  /** More of the command line. */
  readonly args?: readonly string[];
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Where the launch happens: made once for many launches. */
export interface Stage {
  readonly display: string;
  /** The program. */
  readonly electron: string;
  /** The folder with the built application; null: it is in the program. */
  readonly app: string | null;
}

/** Playwright would wait for ever. */
const QUIT_MS = 15_000;

/** Starts the built application in real Electron, as an unprivileged account and with Chromium's sandbox on. */
export async function launchOn(stage: Stage, options: LaunchGatehouseOptions): Promise<LaunchedGatehouse> {
  const account = electronAccount();
  const own = options.home === undefined ? temporaryHome(account) : undefined;
  const home = options.home ?? own?.path ?? '';
  const policyFile = path.join(home, 'policy.json');
  const policy = typeof options.policy === 'string' ? options.policy : JSON.stringify(options.policy);
  // A file that was written again is another policy, whatever it says.
  if (!existsSync(policyFile) || readFileSync(policyFile, 'utf8') !== policy) {
    writeFileSync(policyFile, policy);
    giveTo(account, policyFile);
  }
  const launch = launchScript({
    account,
    display: stage.display,
    home,
    keychain: options.keychain ?? 'unlocked',
    command: [stage.electron],
    env: { ...options.env, GATEHOUSE_POLICY: policyFile },
  });
  const end = async () => {
    await launch.end();
    own?.remove();
  };
  try {
    const app = await _electron.launch({
      executablePath: launch.script,
      args: [...(stage.app === null ? [] : [stage.app]), ...(options.args ?? [])],
      // Without it Playwright adds the switch that turns the sandbox off.
      chromiumSandbox: true,
      timeout: 30_000,
    });
    const page = await app.firstWindow();
    const stop = async () => {
      const hasQuit = await Promise.race([
        app.close().then(() => true),
        delay(QUIT_MS, false, { ref: false }),
      ]);
      await end();
      if (!hasQuit) throw new Error(`Gatehouse did not quit within ${QUIT_MS} ms`);
    };
    return { app, page, home, processes: () => processesOf(launch.marker), stop };
  } catch (error) {
    await end();
    throw error;
  }
}
