import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { closing } from '../../stage/closing.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { expectFocusOn, walkTo } from './focus.ts';

// The whole main job without a mouse, and at every step one sees where one is.

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
  company.lure();
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  window = await scene.launch({ policy: company.policy });
  page = window.page;
});
afterAll(() => teardown.run());

const press = (key: string) => page.keyboard.press(key);
const button = (name: string) => page.getByRole('button', { name, exact: true });

async function jumpTo(words: string, name: string): Promise<void> {
  await press('Control+K');
  await expectFocusOn(page.getByRole('combobox'));
  await page.keyboard.type(words);
  await page.getByRole('option', { name }).first().waitFor();
  await press('Enter');
  await window.log(name).waitFor();
}

/** Opens the question of the warned link that has the focus. */
async function askedBy(key: string): Promise<Page> {
  const asked = scene.gatehouse.app.waitForEvent('window');
  await press(key);
  const question = await asked;
  await expectFocusOn(question.getByRole('button', { name: en.confirm.back }));
  return question;
}

describe('with the keyboard alone one', () => {
  it('signs in, and types over a password that was wrong', async () => {
    const password = page.getByLabel(en.signIn.password, { exact: true });
    await expectFocusOn(page.getByLabel(en.signIn.address, { exact: true }));
    await page.keyboard.type('anna');
    await walkTo(password);
    await page.keyboard.type('not the password');
    await walkTo(page.getByLabel(en.signIn.remember));
    await press('Space');
    expect(await page.getByLabel(en.signIn.remember).isChecked()).toBe(false);
    await walkTo(button(en.signIn.submit));
    await press('Enter');
    await page.getByRole('alert').waitFor();
    await expectFocusOn(password);
    await page.keyboard.type(company.cast.anna.password);
    await press('Enter');
    await window.isOnline();
  });

  it('finds a colleague, writes and reads the answer', async () => {
    await jumpTo('bea', BEA);
    await expectFocusOn(window.composer(BEA));
    await page.keyboard.type('Do they need the payroll summary?');
    await press('Enter');
    await window.message('Only the totals.').waitFor();
    await expectFocusOn(window.composer(BEA));
  });

  it('moves between columns and conversations', async () => {
    await walkTo(window.conversation(BEA), 'F6', 3);
    await walkTo(window.composer(BEA), 'F6', 3);
    for (let steps = 0; (await window.log(LENA).count()) === 0; steps++) {
      expect(steps).toBeLessThan(5);
      await press('Alt+ArrowDown');
      await page.getByRole('log').waitFor();
    }
    await expectFocusOn(window.composer(LENA));
  });

  it('is asked before a warned link opens, and goes back or on', async () => {
    const link = window.message('The scan is on').getByRole('button', { name: '192.0.2.17' });
    await walkTo(link, 'Shift+Tab');
    const first = await askedBy('Enter');
    await closing(first, () => first.keyboard.press('Enter'));
    expect(scene.browser.opened()).toEqual([]);
    await expectFocusOn(link);

    const second = await askedBy('Enter');
    const open = second.getByRole('button', { name: en.confirm.open });
    await walkTo(open, 'Shift+Tab', 5);
    await expect.poll(() => open.getAttribute('aria-disabled')).not.toBe('true');
    await closing(second, () => second.keyboard.press('Enter'));
    await expect.poll(() => scene.browser.opened()).toEqual(['http://192.0.2.17/scans/4471.pdf']);
  });

  it('reports a message, takes it back, and reports it from its menu', async () => {
    const { jid } = company.cast.impostor;
    await window.list.getByRole('button', { name: en.list.requests }).focus();
    await press('Enter');
    await button(en.requests.acceptNamed(jid)).waitFor();
    await walkTo(button(en.requests.acceptNamed(jid)));
    await press('Enter');
    await expectFocusOn(window.composer(jid));
    const lure = window.message('within the hour');
    await walkTo(lure, 'Shift+Tab');
    await press('ArrowUp');
    await expectFocusOn(window.message('this is the IT Helpdesk'));
    await press('ArrowDown');
    await expectFocusOn(lure);

    await press('Control+Shift+R');
    const strip = page.getByRole('log').getByRole('article').filter({ hasText: en.report.done });
    await walkTo(strip.getByRole('button', { name: en.report.undo }));
    await press('Enter');
    await lure.waitFor();
    await expectFocusOn(lure);

    await press('Shift+F10');
    await expectFocusOn(page.getByRole('menuitem', { name: en.message.copy }));
    await press('Escape');
    await expectFocusOn(lure);
    await press('Shift+F10');
    await walkTo(page.getByRole('menuitem', { name: en.message.report }), 'ArrowDown', 3);
    await press('Enter');
    await strip.waitFor();
    expect(JSON.stringify((await company.desk.firstReport(15_000)).xarf)).toContain('sso/renew');
  });

  it('looks at details and searches, and Esc closes what is on top', async () => {
    await walkTo(window.list.locator('[aria-current="true"]'), 'F6', 3);
    await walkTo(window.composer(company.cast.impostor.jid), 'F6', 3);
    await walkTo(button(en.conversation.details), 'Shift+Tab');
    await press('Enter');
    const aside = page.getByRole('complementary');
    await aside.getByText(en.details.companyUnknown).waitFor();
    await press('?');
    await page.getByRole('dialog', { name: en.shortcuts.title }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await aside.waitFor();
    await press('Escape');
    await aside.waitFor({ state: 'detached' });
    await expectFocusOn(window.composer(company.cast.impostor.jid));
    await press('Control+F');
    await expectFocusOn(aside.getByRole('searchbox'));
    await page.keyboard.type('sign-on');
    await aside.getByText(en.search.results(1)).waitFor();
    await press('Escape');
    await aside.waitFor({ state: 'detached' });
  });

  it('changes a setting and signs out', async () => {
    await press('Control+,');
    await page.getByRole('dialog', { name: en.settings.title }).waitFor();
    const theme = page.getByLabel(en.settings.theme, { exact: true });
    await walkTo(theme);
    await page.keyboard.type('Dark');
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const own = page.getByRole('button', { name: en.presence.changeStatus });
    await walkTo(own, 'Shift+Tab');
    await press('Enter');
    await walkTo(button(en.settings.signOut));
    await press('Enter');
    await expectFocusOn(page.getByLabel(en.signIn.password, { exact: true }));
  });
});
