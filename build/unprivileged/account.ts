import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';
import { TEST_ACCOUNT } from '../bootstrap/test-account.mjs';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Whom Electron runs as: null for the user that we are, the test account where we are root (it must exist). */
export function electronAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const entry = execFileSync('getent', ['passwd', TEST_ACCOUNT], { encoding: 'utf8' }).split(':');
  return { name: TEST_ACCOUNT, uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** Gives a file or folder to the account that Electron runs as. */
export function giveTo(account: Account | null, file: string): void {
  if (account) chownSync(file, account.uid, account.gid);
}
