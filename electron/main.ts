import path from 'node:path';
import { app } from 'electron';
import { refusedExitCode, refusedSwitch } from './app/refuse-debugging.ts';
import { Shell } from './app/shell.ts';
import { compose } from './compose.ts';
import { errorLog } from './error-log.ts';
import type { Session } from './session/session.ts';

const log = errorLog(process.stderr);
const root = path.dirname(path.dirname(import.meta.dirname));
const refused = __HARDENED__ ? refusedSwitch(process.argv, process.platform) : null;
// Not awaited here: Electron is not ready before this module has run to its end.
if (refused === null) void start();
else {
  process.stderr.write(`gatehouse: does not start with ${refused}\n`);
  process.exit(refusedExitCode);
}

async function start(): Promise<void> {
  let session: Session | null = null;
  const shell = Shell.raise({
    built: path.join(root, 'dist'),
    assets: path.join(root, 'assets'),
    log: ({ call, what }) => log(call, what),
    onWake: () => session?.reconnect(),
  });
  if (shell === null) return;
  if (!__HARDENED__ && process.env['GATEHOUSE_BENCH'] === '1') tellWhenPainted(shell);
  // Both at once: what the rooms wait for comes from other threads, and the page starts in another process.
  const house = build(shell);
  shell.router.holdUntil(house);
  try {
    [session] = await Promise.all([house, shell.open()]);
    await shell.surroundings();
  } catch (error) {
    log('cannot-start', error);
    app.exit(1);
  }
}

async function build(shell: Shell): Promise<Session> {
  const session = await compose({
    shell,
    archiveWorker: path.join(import.meta.dirname, 'archive-worker.js'),
    recordWorker: path.join(import.meta.dirname, 'record-worker.js'),
    forwardWorker: path.join(import.meta.dirname, 'forward-worker.js'),
    inspectorProcess: path.join(import.meta.dirname, 'inspector-process.js'),
    profile: app.getPath('userData'),
    version: __VERSION__,
    log,
  });
  endWellWith(session);
  return session;
}

/** For npm run bench: the time is the page's own. */
function tellWhenPainted(shell: Shell): void {
  void shell.painted.then((at) => process.stdout.write(`painted ${at}\n`));
}

/** The stream is ended and the archive closed before the process goes. */
function endWellWith(session: Session): void {
  let hasEnded = false;
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    const end = (): void => {
      hasEnded = true;
      // Not before this event has been dealt with: until then Electron takes a second quit for the first, and ignores it.
      setImmediate(() => app.quit());
    };
    session.close().then(end, (error: unknown) => {
      log('cannot-close', error);
      end();
    });
  });
}
