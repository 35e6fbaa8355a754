import path from 'node:path';
import { app } from 'electron';
import { refusedExitCode, refusedSwitch } from './app/refuse-debugging.ts';
import { Shell } from './app/shell.ts';
import type { Session } from './session/session.ts';

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
  const house = shell.open().then(() => build(shell));
  shell.router.holdUntil(house);
  try {
    session = await house;
    await shell.surroundings();
  } catch (error) {
    log('cannot-start', error);
    app.exit(1);
  }
}

/**
 * The rooms are loaded while the page starts in a process of its own: the window does not wait for them. A remembered account is
 * open before the page hears anything, so it never shows a sign-in page that nobody needs.
 */
async function build(shell: Shell): Promise<Session> {
  const { compose } = await import('./compose.ts');
  const session = await compose({
    shell,
    archiveWorker: path.join(import.meta.dirname, 'archive-worker.js'),
    profile: app.getPath('userData'),
    version: __VERSION__,
    log,
  });
  endWellWith(session);
  await session.restore();
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
    void session.close().finally(() => {
      hasEnded = true;
      // Not before this event has been dealt with: until then Electron takes a second quit for the first, and ignores it.
      setImmediate(() => app.quit());
    });
  });
}

/** What happened and where; an exception's message may quote what a person wrote. */
function log(event: string, error: unknown): void {
  const what =
    error instanceof Error ? `${error.name} ${'code' in error ? String(error.code) : ''}` : String(error);
  process.stderr.write(`gatehouse: ${event}: ${what}\n`);
}
