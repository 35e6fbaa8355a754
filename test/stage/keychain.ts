import type { ElectronApplication } from 'playwright';

/**
 * What Gatehouse has in the keychain of its session for this account, by name; asked for in its own main process. One by one:
 * keytar's way to list them ends the process when an entry is removed meanwhile.
 */
export async function keychainEntries(
  app: ElectronApplication,
  account: string,
): Promise<Record<string, string>> {
  const names = [`password:${account}`, `archive-key:${account}`];
  const found = await app.evaluate(async ({ app: electron }, asked) => {
    const { createRequire } = process.getBuiltinModule('node:module');
    const keytar: typeof import('keytar') = createRequire(`${electron.getAppPath()}/package.json`)('keytar');
    return Promise.all(
      asked.map(async (name) => ({ name, secret: await keytar.getPassword('Gatehouse', name) })),
    );
  }, names);
  return Object.fromEntries(found.flatMap(({ name, secret }) => (secret === null ? [] : [[name, secret]])));
}
