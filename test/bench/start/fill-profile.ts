import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import type { Company } from '../../server/people/company.ts';
import type { Scene } from '../../stage/scene.ts';
import { newArchive, storedMessage } from '../frame/stored-messages.ts';

/**
 * Makes the scene's home one in which Anna is signed in, remembered by the keychain, and has `count` messages. Made by the
 * application itself up to the messages: those go into its archive with its own code and its own key.
 */
export async function fillProfile(scene: Scene, company: Company, count: number): Promise<void> {
  const { anna, bea } = company.cast;
  const window = await scene.launch({ policy: company.policy });
  await window.signIn(anna.jid, anna.password);
  await window.begin(bea.name);
  const key = Buffer.from(await archiveKey(scene), 'base64');
  await scene.quit();

  const file = archiveFile(scene.home);
  const archive = newArchive();
  await archive.open(file, key);
  for (let place = 0; place < count; place += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - place) }, (_, index) =>
      storedMessage(place + index),
    );
    // The server knows nothing of them: with ids of its archive, the catch-up would ask for what came after.
    await archive.store(batch.map((message) => ({ ...message, archiveId: null })));
  }
  await archive.close();
  const account = electronAccount();
  if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, path.dirname(file)]);
}

/** Asks the keychain of the session as the application does, from inside it: base64. */
async function archiveKey(scene: Scene): Promise<string> {
  const key = await scene.gatehouse.app.evaluate(async ({ app }) => {
    const { createRequire } = process.getBuiltinModule('node:module');
    const keytar: Keytar = createRequire(`${app.getAppPath()}/package.json`)('keytar');
    const entries = await keytar.findCredentials('Gatehouse');
    return entries.find(({ account }) => account.startsWith('archive'))?.password;
  });
  if (!key) throw new Error('the keychain has no key of the archive');
  return key;
}

interface Keytar {
  findCredentials(service: string): Promise<{ account: string; password: string }[]>;
}

function archiveFile(home: string): string {
  const folder = path.join(home, '.config');
  const [file] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.db'),
  );
  if (!file) throw new Error('there is no archive in the profile');
  return path.join(folder, file);
}

const BATCH = 250;
