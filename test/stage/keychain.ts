import { createHash } from 'node:crypto';
import type { ElectronApplication } from 'playwright';

/**
 * What Gatehouse has in the keychain of its session for this account, by name; asked for in its own main process. One by one:
 * keytar's way to list them ends the process when an entry is removed meanwhile.
 */
export async function keychainEntries(
  app: ElectronApplication,
  account: string,
): Promise<Record<string, string>> {
  return entries(app, [`password:${account}`, `archive-key:${account}`]);
}

/** The secrets of the keys that the record of this profile was signed with last, as malware of the same user finds them. */
export async function signingSecrets(app: ElectronApplication): Promise<readonly string[]> {
  const profile = await app.evaluate(({ app: electron }) => electron.getPath('userData'));
  const name = `record-keys:${createHash('sha256').update(profile).digest('hex').slice(0, 32)}`;
  const { [name]: kept = '{"secrets":[]}' } = await entries(app, [name]);
  return JSON.parse(kept).secrets;
}

async function entries(app: ElectronApplication, names: readonly string[]): Promise<Record<string, string>> {
  const found = await app.evaluate(async ({ app: electron }, asked) => {
    const { createRequire } = process.getBuiltinModule('node:module');
    const keytar: typeof import('keytar') = createRequire(`${electron.getAppPath()}/package.json`)('keytar');
    return Promise.all(
      asked.map(async (name) => ({ name, secret: await keytar.getPassword('Gatehouse', name) })),
    );
  }, names);
  return Object.fromEntries(found.flatMap(({ name, secret }) => (secret === null ? [] : [[name, secret]])));
}
