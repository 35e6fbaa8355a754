import type { App } from 'electron';
import { type DeepLink, deepLinkOf, parseDeepLink } from './deep-links.ts';

interface Wishes {
  /** Somebody started Gatehouse again. */
  readonly show: () => void;
  readonly follow: (link: DeepLink) => void;
}

/**
 * One process per profile: two would fight over the archive. False when another one is running; it has been told and this
 * process has to end. The other's words are read for a link and nothing else.
 */
export function becomeSingleInstance(
  app: Pick<App, 'requestSingleInstanceLock' | 'on'>,
  { show, follow }: Wishes,
): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => {
    show();
    const link = deepLinkOf(argv);
    if (link !== null) follow(link);
  });
  // macOS hands links over as an event, never on the command line.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    show();
    const link = parseDeepLink(url);
    if (link !== null) follow(link);
  });
  return true;
}
