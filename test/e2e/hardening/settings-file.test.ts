import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import { temporaryHome } from '../../../build/unprivileged/launch-script.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import './page.d.ts';

const home = temporaryHome(electronAccount());
afterAll(home.remove);

/** Starts on the same profile, lets the page do something, and quits. */
async function once<Result>(work: () => Promise<Result>): Promise<{ result: Result; profile: string }> {
  const { app, page, stop } = await launchGatehouse({ policy: {}, home: home.path, keychain: 'none' });
  try {
    await page.waitForLoadState();
    const result = await page.evaluate(work);
    return { result, profile: await app.evaluate(({ app: electron }) => electron.getPath('userData')) };
  } finally {
    await stop();
  }
}

const look = async () => ({
  settings: await window.gatehouse.call('settings.get', null),
  session: await window.gatehouse.call('session.get', null),
});

test('a damaged settings file is kept aside, the defaults come up, and the user is told', async () => {
  const { profile } = await once(async () => {
    const { value } = (await window.gatehouse.call('settings.get', null)) as { value: object };
    await window.gatehouse.call('settings.set', { ...value, theme: 'dark' });
  });
  const file = path.join(profile, 'settings.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ settings: { theme: 'dark' } });
  expect(statSync(file).mode & 0o777).toBe(0o600);

  writeFileSync(file, '{"settings": {"theme": "da');
  const { result } = await once(look);
  expect(result.settings).toEqual({ ok: true, value: defaultSettings });
  expect(result.session).toMatchObject({
    ok: true,
    value: { notices: expect.arrayContaining(['settings-reset']) },
  });
  const aside = readdirSync(profile).filter((name) => name.startsWith('settings.damaged-'));
  expect(aside.map((name) => readFileSync(path.join(profile, name), 'utf8'))).toEqual([
    '{"settings": {"theme": "da',
  ]);

  const { result: after } = await once(look);
  expect(JSON.stringify(after.session)).not.toContain('settings-reset');
});
