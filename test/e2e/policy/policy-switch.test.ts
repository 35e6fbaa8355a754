import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { en } from '../../../renderer/text/en.ts';
import type { Peer } from '../../server/peer.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { type Office, openOffice } from '../office.ts';

// IT changes the policy while somebody works.

const listed = 'https://files.example.net/minutes';
let office: Office;
let bea: Peer;
let window: GatehouseWindow;

beforeAll(async () => {
  office = await openOffice();
  bea = await office.login('bea');
  window = await office.scene.launch({ policy: office.policy });
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
});
afterAll(() => office.close());

/** As an administrator's tool would: in one piece. */
function put(name: string, content: string): string {
  const file = path.join(office.scene.home, name);
  writeFileSync(`${file}.new`, content);
  giveTo(electronAccount(), `${file}.new`);
  renameSync(`${file}.new`, file);
  return file;
}

/** Sends messages until one of them is judged so: nobody but main knows when it has read the policy. */
async function messageJudged(isListed: boolean): Promise<void> {
  let count = 0;
  await expect
    .poll(
      async () => {
        count += 1;
        const text = `${isListed ? 'listed' : 'free'} ${count}: ${listed}`;
        bea.sendMessage(office.cast.anna.jid, text);
        const message = window.message(`${isListed ? 'listed' : 'free'} ${count}:`);
        await message.waitFor();
        return (await message.getByRole('link').count()) === 0;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(isListed);
}

test('a host that is put on the blocklist is no link in the next message, without a restart', async () => {
  bea.sendMessage(office.cast.anna.jid, `before: ${listed}`);
  await window.open('Bea Lindqvist');
  await window.message('before').getByRole('link').waitFor();
  const blocklistFile = put('blocklist.txt', 'files.example.net\n');
  put('policy.json', JSON.stringify({ ...office.policy, blocklistFile }));
  await messageJudged(true);
});

test('a broken policy leaves the last good one in force and is said, until there is a good one again', async () => {
  put('policy.json', '{"company":');
  const notice = window.page.getByText(en.notices['policy-kept']);
  await notice.waitFor();
  await messageJudged(true);
  const answer = await window.call('session.get', null);
  expect(answer).toMatchObject({
    value: {
      connection: { kind: 'online' },
      policy: { source: 'development', isLastGood: true, problems: [{ code: 'not-json', place: '1:12' }] },
    },
  });
  put('policy.json', JSON.stringify(office.policy));
  await notice.waitFor({ state: 'detached' });
  await messageJudged(false);
});

test('a setting that policy fixes is locked, says why, and is the user’s again afterwards', async () => {
  const { page } = window;
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: en.settings.title });
  const receipts = dialog.getByLabel(en.settings.sendReceipts, { exact: true });
  await expect.poll(() => receipts.isChecked()).toBe(true);
  put('policy.json', JSON.stringify({ ...office.policy, settings: { sendReceipts: false } }));
  await expect.poll(() => receipts.isDisabled(), { timeout: 20_000 }).toBe(true);
  expect(await receipts.isChecked()).toBe(false);
  await dialog.getByText(en.settings.fixedByPolicy).waitFor();
  // Nor does main take another value from the page.
  await window.wear({ sendReceipts: true, theme: 'dark' });
  expect(await window.call('settings.get', null)).toMatchObject({
    value: { sendReceipts: false, theme: 'dark' },
  });
  put('policy.json', JSON.stringify(office.policy));
  await expect.poll(() => receipts.isEnabled(), { timeout: 20_000 }).toBe(true);
  expect(await receipts.isChecked()).toBe(true);
  await page.keyboard.press('Escape');
});
