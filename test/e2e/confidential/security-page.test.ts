import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { quickPace } from '../../server/people/conversation.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { axeFindings } from '../access/axe.ts';
import { walkTo } from '../access/focus.ts';

// What the rules did, to read: and a rule that comes later takes away what has been shown.

const LENA = 'Lena Park';
const LISTED = 'bad.example';
const { security } = en;
const teardown = new Teardown();
let company: Company;
let scene: Scene;
let window: GatehouseWindow;
let page: Page;
let sheet: Locator;

/** As an administrator's tool would: in one piece. */
function put(name: string, content: string): string {
  const file = path.join(scene.home, name);
  writeFileSync(`${file}.new`, content);
  giveTo(electronAccount(), `${file}.new`);
  renameSync(`${file}.new`, file);
  return file;
}

beforeAll(async () => {
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  await company.startTheDay();
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  const blocklistFile = put('blocklist.txt', 'other.example\n');
  window = await scene.launch({ policy: companyPolicy(company.server, { blocklistFile }) });
  page = window.page;
  sheet = page.getByRole('main', { name: security.title });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await window.signIn(company.cast.anna.jid, company.cast.anna.password);
  await window.isOnline();
});
afterAll(() => teardown.run());

const tile = (name: string) => sheet.locator('dl > div').filter({ hasText: name });

describe('the security page', () => {
  it('opens from one’s own status and says which policy holds, and how the record is doing', async () => {
    await page.getByRole('button', { name: en.presence.changeStatus }).click();
    await page.getByRole('button', { name: security.title, exact: true }).click();
    await sheet.getByRole('heading', { name: security.good }).waitFor();
    await sheet.getByText(en.settings.policySources.development).waitFor();
    await sheet.getByText(security.forwarding.none).waitFor();
    const record = sheet.getByRole('region', { name: security.record.title });
    await expect.poll(() => record.innerText()).toMatch(new RegExp(`${security.record.entries}\\s+\\d+`));
    await record.getByText(security.record.onDiskFull.stopSending).waitFor();
  });

  it('opens by a key, and counts what was held, kept from leaving and reported', async () => {
    company.lure();
    await window.open(LENA);
    await window.send(LENA, 'the card is 4111 1111 1111 1111');
    await page.getByRole('dialog', { name: en.leaving.titles.outside }).waitFor();
    await page.keyboard.press('Escape');
    await window.report(window.message('The scan is on'));
    await page.keyboard.press('Control+Shift+Y');
    await expect.poll(() => tile(security.tiles.stopped).innerText()).toMatch(/\b1\b/);
    await expect.poll(() => tile(security.tiles.reported).innerText()).toMatch(/\b1\b/);
    await expect.poll(() => tile(security.tiles.held).innerText()).toMatch(/\b[1-9]\b/);
    const stopped = sheet.getByRole('listitem').filter({ hasText: security.kinds.stopped });
    expect(await stopped.innerText()).toContain(LENA);
    expect(await sheet.innerText()).not.toContain('4111 1111');
  });

  it('leads to what it tells of, by the keyboard', async () => {
    await walkTo(sheet.getByRole('button').filter({ hasText: security.kinds.reported }));
    await page.keyboard.press('Enter');
    await window.log(LENA).waitFor();
  });
});

it('what a new rule would have stopped is withdrawn from view, and the page and the desk know', async () => {
  company.lena.sendMessage(company.cast.anna.jid, `Our new portal: https://${LISTED}/portal`);
  const message = window.message('Our new portal');
  await message.getByRole('link').waitFor();
  put('blocklist.txt', `other.example\n${LISTED}\n`);
  const notice = window.message(en.message.withdrawnAfter);
  await notice.waitFor({ timeout: 30_000 });
  expect(await message.count()).toBe(0);
  expect(await notice.getByRole('link').count()).toBe(0);
  expect(await notice.innerText()).toContain(LISTED);
  expect(await window.call('conversations.search', { query: 'portal', peer: null })).toMatchObject({
    ok: true,
  });
  await page.keyboard.press('Control+Shift+Y');
  await expect.poll(() => tile(security.tiles.withdrawn).innerText()).toMatch(/\b1\b/);
  await window.conversation('Security desk').waitFor();
});

it('axe finds nothing on it, and nothing is cut off in a narrow window', async () => {
  for (const language of ['en', 'de'] as const)
    for (const theme of ['light', 'dark', 'contrast'] as const) {
      await window.wear({ language, theme });
      await page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor({ state: 'attached' });
      expect.soft(await axeFindings(page, theme === 'contrast'), `${language} ${theme}`).toEqual([]);
    }
  await scene.gatehouse.app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(480, 560);
  });
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth)).toBe(480);
  const overflow = await page.evaluate(
    () =>
      [...document.querySelectorAll('main *')].filter((each) => {
        const { right, width } = each.getBoundingClientRect();
        return width > 1 && right > innerWidth + 0.5;
      }).length,
  );
  expect(overflow).toBe(0);
});
