import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Account, giveTo } from '../../build/unprivileged/account.ts';

/** What stands in for the person's browser: it opens nothing and writes down what it was asked to open. */
export interface RecordingBrowser {
  /** For the environment of the launch. */
  readonly PATH: string;
  /** The addresses it was asked to open, exactly as they came, oldest first. */
  opened(): string[];
}

/**
 * Electron hands links to the desktop through the program xdg-open. With this one first on the PATH, what leaves is seen
 * from outside, without touching the application.
 */
export function recordingBrowser(home: string, account: Account | null): RecordingBrowser {
  const folder = path.join(home, '.browser');
  const record = path.join(folder, 'opened');
  const program = path.join(folder, 'xdg-open');
  mkdirSync(folder, { recursive: true });
  giveTo(account, folder);
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$*" >> '${record}'\n`);
  chmodSync(program, 0o755);
  return {
    PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`,
    opened: () => (existsSync(record) ? readFileSync(record, 'utf8').split('\n').filter(Boolean) : []),
  };
}
