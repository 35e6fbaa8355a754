import type { App } from 'electron';

interface Wishes {
  /** Somebody started Gatehouse again. */
  readonly show: () => void;
  /** With which words; a link can be the last of them. */
  readonly follow: (words: readonly string[]) => void;
}

/**
 * One process per profile: two would fight over the archive. False when another one is running; it has been told and this
 * process has to end.
 */
export function becomeSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  { show, follow }: Wishes,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => {
    show();
    follow(argv);
  });
  // macOS hands links over as an event, never on the command line.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    show();
    follow([process.execPath, url]);
  });
  return true;
}
