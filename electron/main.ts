import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';
import { commandSwitches, commandWords } from './app/command-words.ts';
import { refusedExitCode, refusedSwitch } from './app/refuse-debugging.ts';
import { Threshold } from './app/threshold.ts';
import { WaitingWorker } from './archive/waiting-worker.ts';
import { errorLog } from './error-log.ts';
import { OpeningPicture } from './first-picture/opening-picture.ts';
import { PictureFile } from './first-picture/picture-file.ts';
import { firstLook } from './settings/first-look.ts';
import { KeychainVault } from './vault/keychain-vault.ts';
import { loadKeytar } from './vault/load-keytar.ts';

// Evaluated before Electron goes on starting: what is imported here delays the window. Everything else is loaded while the page's own
// process starts, in steps, so that what the page asks for meanwhile is served between them, and what a picture needs before any of it.
const steps: readonly (() => Promise<unknown>)[] = [
  () => import('../shared/model/verdict.ts'),
  () => import('../shared/policy.ts'),
  () => import('./app/shell.ts'),
  () => import('./gate/links/address-form.ts'),
  () => import('./gate/create-gate.ts'),
  () => import('./wire/client.ts'),
];
/** What is loaded keeps main from serving the page: so long after it made the window, in milliseconds, the page has not asked for anything. */
const headStart = 40;
const log = errorLog(process.stderr);
const root = path.dirname(path.dirname(import.meta.dirname));
const command = commandWords(process.argv, app.isPackaged);
const understood = command === null ? undefined : commandSwitches;
const refused = __HARDENED__ ? refusedSwitch(process.argv, process.platform, understood) : null;
// What is awaited here keeps Electron from getting ready: a command needs no display, and a window would never come.
if (refused !== null) {
  process.stderr.write(`gatehouse: does not start with ${refused}\n`);
  process.exit(refusedExitCode);
} else if (command === null) void start();
else {
  const { runInTerminal } = await import(pathToFileURL(path.join(import.meta.dirname, 'cli.js')).href);
  process.exit(await runInTerminal(command));
}

async function start(): Promise<void> {
  const threshold = Threshold.raise(path.join(root, 'dist'));
  if (threshold === null) return;
  try {
    const profile = app.getPath('userData');
    const look = firstLook(path.join(profile, 'settings.json'));
    // The keychain answers while Electron itself still starts; the archive's thread would take the processor's time from it.
    const vault = new KeychainVault({ loadKeychain: loadKeytar });
    if (look.remembered !== null) vault.foresee(look.remembered);
    const pictureFile = new PictureFile(path.join(profile, 'first-picture'));
    const picture = new OpeningPicture({
      file: pictureFile,
      look,
      keyOf: (account) => vault.foreseenKey(account),
      page: threshold.page,
      version: __VERSION__,
      now: Date.now,
      onFailure: (error) => log('picture-failed', error),
    });
    await threshold.open(look, picture);
    const opened = performance.now();
    const archiveWorker = threshold.served.then(
      () => new WaitingWorker(path.join(import.meta.dirname, 'archive-worker.js'), look.remembered !== null),
    );
    for (const step of steps) {
      if (performance.now() - opened > headStart) await threshold.served;
      await step();
      await nextTurn();
    }
    const { moveIn } = await import('./house.ts');
    await moveIn({
      threshold,
      vault,
      archiveWorker: await archiveWorker,
      picture,
      pictureFile,
      assets: path.join(root, 'assets'),
      log,
    });
  } catch (error) {
    log('cannot-start', error);
    app.exit(1);
  }
}
