import { electronAccount } from '../../build/unprivileged/account.ts';
import { temporaryHome } from '../../build/unprivileged/launch-script.ts';
import type { Process } from '../../build/unprivileged/processes.ts';
import type { Catalogue } from '../../renderer/text/catalogue.ts';
import {
  type LaunchedGatehouse,
  type LaunchGatehouseOptions,
  launchOn,
  type Stage,
} from '../e2e/launch/launch-on.ts';
import { GatehouseWindow } from './gatehouse-window.ts';
import { type RecordingBrowser, recordingBrowser } from './recording-browser.ts';

/** One home on the stage, and the Gatehouse that runs in it: to be started, ended and started again. */
export class Scene {
  readonly home: string;
  /** What left through a link, over all launches. */
  readonly browser: RecordingBrowser;
  readonly #stage: Stage;
  readonly #removeHome: () => void;
  readonly #launched: LaunchedGatehouse[] = [];
  #running: LaunchedGatehouse | null = null;

  constructor(stage: Stage) {
    const account = electronAccount();
    const home = temporaryHome(account);
    this.#stage = stage;
    this.#removeHome = home.remove;
    this.home = home.path;
    this.browser = recordingBrowser(home.path, account);
  }

  /** What runs; throws when nothing does. */
  get gatehouse(): LaunchedGatehouse {
    if (!this.#running) throw new Error('Gatehouse does not run');
    return this.#running;
  }

  async launch(options: Omit<LaunchGatehouseOptions, 'home'>, text?: Catalogue): Promise<GatehouseWindow> {
    const env = { ...options.env, PATH: this.browser.PATH };
    this.#running = await launchOn(this.#stage, { ...options, home: this.home, env });
    this.#launched.push(this.#running);
    this.#running.page.setDefaultTimeout(PATIENCE_MS);
    return new GatehouseWindow(this.#running.page, text);
  }

  /** Ends what runs and keeps the home for the next launch. */
  async quit(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.stop();
  }

  /** Processes of any launch that are there now; after the end there should be none. */
  processes(): Process[] {
    return this.#launched.flatMap((launched) => launched.processes());
  }

  async end(): Promise<void> {
    await this.quit();
    this.#removeHome();
  }
}

const PATIENCE_MS = 10_000;
