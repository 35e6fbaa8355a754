import type { ElectronApplication } from 'playwright';

/** Everything that Gatehouse has in the keychain of its session, by name; asked for in its own main process. */
export async function keychainEntries(app: ElectronApplication): Promise<Record<string, string>> {
  const found = await app.evaluate(async ({ app: electron }) => {
    const { createRequire } = process.getBuiltinModule('node:module');
    const keytar: typeof import('keytar') = createRequire(`${electron.getAppPath()}/package.json`)('keytar');
    return keytar.findCredentials('Gatehouse');
  });
  return Object.fromEntries(found.map(({ account, password }) => [account, password]));
}
