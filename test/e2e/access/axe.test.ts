import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { closing } from '../../stage/closing.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { axeFindings } from './axe.ts';

// axe-core finds nothing on any screen, whatever it wears and in whatever language.

const themes = ['light', 'dark', 'contrast'] as const;
const languages = ['en', 'de'] as const;
const BEA = 'Bea Lindqvist';
const LENA = 'Lena Park';

const teardown = new Teardown();
let company: Company;
let scene: Scene;
let window: GatehouseWindow;
let page: Page;

beforeAll(async () => {
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  await company.startTheDay();
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  window = await scene.launch({ policy: company.policy });
  page = window.page;
  // Nothing moves, so nothing is measured half way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByLabel(en.signIn.password, { exact: true }).waitFor();
});
afterAll(() => teardown.run());

/** Looks at what is in sight in every appearance. */
async function expectNoFindings(name: string): Promise<void> {
  for (const language of languages)
    for (const theme of themes) {
      await wear(language, theme);
      await expectNoneOn(page, `${name}, ${language}, ${theme}`);
    }
  await wear('en', 'light');
}

async function wear(language: (typeof languages)[number], theme: (typeof themes)[number]): Promise<void> {
  await window.wear({ language, theme });
  await page.locator(`html[lang="${language}"][data-theme="${theme}"]`).waitFor({ state: 'attached' });
}

async function expectNoneOn(view: Page, name: string): Promise<void> {
  const findings = await axeFindings(view, name.endsWith('contrast'));
  expect.soft(findings, name).toEqual([]);
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const closeDialog = async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

it('axe finds what is wrong, or its silence would mean nothing', async () => {
  await page.evaluate(() => document.body.append(document.createElement('button')));
  expect(await axeFindings(page, false)).toEqual([expect.stringContaining('button-name')]);
  await page.evaluate(() => document.querySelector('body > button')?.remove());
});

describe('axe finds nothing', () => {
  it('at the door', async () => {
    await expectNoFindings('door');
    await window.signIn(company.cast.anna.jid, 'not the password');
    await page.getByRole('alert').waitFor();
    await button(en.signIn.detailsForIt).click();
    await expectNoFindings('door refused');
    await window.signIn(company.cast.anna.jid, company.cast.anna.password);
    await window.isOnline();
  });

  it('in the list, among people and requests', async () => {
    await window.conversation(BEA).waitFor();
    await expectNoFindings('conversations');
    await button(en.list.collapse).click();
    await expectNoFindings('conversations collapsed');
    await button(en.list.expand).click();
    await button(en.list.newConversation).click();
    await window.conversation('Security desk').waitFor();
    await expectNoFindings('people');
    await button(en.list.addPerson).click();
    const dialog = page.getByRole('dialog', { name: en.addPerson.title });
    await dialog.getByLabel(en.addPerson.address, { exact: true }).fill('not an address');
    await dialog.getByRole('button', { name: en.addPerson.submit, exact: true }).click();
    await dialog.getByText(en.addPerson.notAnAddress).waitFor();
    await expectNoFindings('add person');
    await closeDialog();
    await button(en.app.back).click();
    company.impostor.sendSubscription(company.cast.anna.jid, 'subscribe');
    await page.getByRole('button', { name: en.list.requests }).click();
    await button(en.requests.acceptNamed(company.cast.impostor.jid)).waitFor();
    await expectNoFindings('requests');
  });

  it('in a conversation inside, with details and search beside it', async () => {
    await window.open(BEA);
    await window.send(BEA, 'Do they need the payroll summary?');
    await window.message('Only the totals.').waitFor();
    await expectNoFindings('inside');
    await button(en.conversation.details).click();
    await page.getByRole('complementary').waitFor();
    await expectNoFindings('details');
    await page.keyboard.press('Control+F');
    await page.getByRole('complementary').getByRole('searchbox').fill('payroll');
    await page.getByRole('complementary').getByText(en.search.results(1)).waitFor();
    await expectNoFindings('search here');
    await page.keyboard.press('Escape');
  });

  it('in a conversation outside, and where a warned link asks', async () => {
    await window.open(LENA);
    const link = window.message('The scan is on').getByRole('button', { name: '192.0.2.17' });
    await link.waitFor();
    await expectNoFindings('outside');
    for (const language of languages)
      for (const theme of themes) {
        await wear(language, theme);
        const asked = scene.gatehouse.app.waitForEvent('window');
        await link.click();
        const question = await asked;
        await question.emulateMedia({ reducedMotion: 'reduce' });
        await question.getByRole('alertdialog').waitFor();
        // The answers fade in when they have been in sight for a while.
        await question.locator('[aria-disabled="true"]').first().waitFor({ state: 'detached' });
        await expectNoneOn(question, `warned link, ${language}, ${theme}`);
        const back = question.getByRole('alertdialog').getByRole('button').last();
        await closing(question, () => back.click());
      }
    await wear('en', 'light');
  });

  it('with somebody unknown, a blocked link and its report', { timeout: 180_000 }, async () => {
    company.lure();
    await window.openRequests();
    await page.getByText('within the hour').waitFor();
    await expectNoFindings('request with words');
    await window.accept(company.cast.impostor.jid);
    const lure = window.message('within the hour');
    await lure.getByRole('button', { name: en.app.why }).click();
    await expectNoFindings('unknown');
    await lure.click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await expectNoFindings('message menu');
    await page.keyboard.press('Escape');
    await window.report(lure);
    await button(en.report.addNote).waitFor({ timeout: 10_000 });
    await button(en.report.addNote).click();
    await button(en.report.showMessage).click();
    await expectNoFindings('reported');
  });

  it('in everything that lies on top', async () => {
    await page.keyboard.press('Control+K');
    await page.getByRole('combobox').fill('be');
    await page.getByRole('option').first().waitFor();
    await expectNoFindings('switcher');
    await closeDialog();
    await page.keyboard.press('Control+Shift+F');
    await page.getByRole('combobox').fill('thursday');
    await page.getByRole('option').first().waitFor();
    await expectNoFindings('search everywhere');
    await closeDialog();
    await page.keyboard.press('Control+,');
    await page.getByRole('dialog', { name: en.settings.title }).waitFor();
    await expectNoFindings('settings');
    await button(en.settings.forget).click();
    await expectNoFindings('settings forget');
    await closeDialog();
    await page.getByRole('button', { name: en.presence.changeStatus }).click();
    await page.getByRole('dialog', { name: en.list.menu }).waitFor();
    await expectNoFindings('status menu');
    await button(en.list.shortcuts).click();
    await page.getByRole('dialog', { name: en.shortcuts.title }).waitFor();
    await expectNoFindings('shortcuts');
    await closeDialog();
  });

  it('while the server is away', async () => {
    await company.server.kill();
    await page.getByRole('status', { name: en.banner.region }).getByText('cannot be reached').waitFor();
    await window.open(LENA);
    await window.send(LENA, 'Are you there?');
    await expectNoFindings('offline');
  });
});
