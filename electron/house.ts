import path from 'node:path';
import { app } from 'electron';
import { Shell } from './app/shell.ts';
import type { Threshold } from './app/threshold.ts';
import type { WaitingWorker } from './archive/waiting-worker.ts';
import { compose } from './compose.ts';
import type { ErrorLog } from './error-log.ts';
import type { OpeningPicture } from './first-picture/opening-picture.ts';
import type { PictureFile } from './first-picture/picture-file.ts';
import type { Session } from './session/session.ts';
import type { KeychainVault } from './vault/keychain-vault.ts';

interface Arrival {
  /** With its window open. */
  readonly threshold: Threshold;
  readonly vault: KeychainVault;
  readonly archiveWorker: WaitingWorker;
  readonly picture: OpeningPicture;
  readonly pictureFile: PictureFile;
  /** Absolute path of the folder with icon.png. */
  readonly assets: string;
  readonly log: ErrorLog;
}

/** Everything behind the window: builds the rooms, answers the page, and ends well. */
export async function moveIn(arrival: Arrival): Promise<void> {
  const { threshold, vault, archiveWorker, picture, pictureFile, assets, log } = arrival;
  let session: Session | null = null;
  const shell = new Shell({
    threshold,
    assets,
    log: ({ call, what }) => log(call, what),
    onWake: () => session?.reconnect(),
  });
  if (!__HARDENED__ && process.env['GATEHOUSE_BENCH'] === '1') tellWhenPainted(shell);
  const house = compose({
    shell,
    vault,
    archiveWorker,
    picture,
    pictureFile,
    drawing: path.join(import.meta.dirname, 'first-picture.js'),
    recordWorker: path.join(import.meta.dirname, 'record-worker.js'),
    forwardWorker: path.join(import.meta.dirname, 'forward-worker.js'),
    inspectorProcess: path.join(import.meta.dirname, 'inspector-process.js'),
    profile: app.getPath('userData'),
    version: __VERSION__,
    log,
  });
  shell.router.holdUntil(house);
  const { session: entered, end } = await house;
  session = entered;
  endWell(end, log);
  await shell.surroundings();
}

/** For npm run bench: the times are the page's own. */
function tellWhenPainted(shell: Shell): void {
  void shell.painted.then(({ shownAt, answersAt }) =>
    process.stdout.write(`painted ${shownAt}\nusable ${answersAt}\n`),
  );
}

/** The stream is ended and the archive closed before the process goes. */
function endWell(close: () => Promise<void>, log: ErrorLog): void {
  let hasEnded = false;
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    const end = (): void => {
      hasEnded = true;
      // Not before this event has been dealt with: until then Electron takes a second quit for the first, and ignores it.
      setImmediate(() => app.quit());
    };
    close().then(end, (error: unknown) => {
      log('cannot-close', error);
      end();
    });
  });
}
