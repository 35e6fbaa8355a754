import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';

// Everything can be reached and read in the smallest window, at twice the size, and from right to left (WCAG 2.2 1.4.4, 1.4.10).

const LENA = 'Lena Park';
const teardown = new Teardown();
let company: Company;
let scene: Scene;
let window: GatehouseWindow;
let page: Page;
/** The impostor waits in the tray until the first walk. */
let isAccepted = false;

beforeAll(async () => {
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  await company.startTheDay();
  company.lure();
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  window = await scene.launch({ policy: company.policy });
  page = window.page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByLabel(en.signIn.password, { exact: true }).waitFor();
});
afterAll(() => teardown.run());

const button = (name: string) => page.getByRole('button', { name, exact: true });

/** In device-independent pixels, and the factor that Ctrl and + would set. */
async function resize(width: number, height: number, zoom = 1): Promise<void> {
  await scene.gatehouse.app.evaluate(
    ({ BrowserWindow }, size) => {
      for (const each of BrowserWindow.getAllWindows()) {
        each.setContentSize(size.width, size.height);
        each.webContents.setZoomFactor(size.zoom);
      }
    },
    { width, height, zoom },
  );
  await expect.poll(() => page.evaluate(() => Math.round(globalThis.innerWidth))).toBe(width / zoom);
}

/** Nothing goes over the edge, and these can be seen whole and pressed: what lies at their middle is theirs. */
async function expectReachable(name: string, ...controls: readonly Locator[]): Promise<void> {
  for (const control of controls) await control.waitFor();
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(overflow, `${name} scrolls sideways`).toBe(0);
  expect.soft(await cutOff(), `${name} cuts off`).toEqual([]);
  for (const control of controls) {
    expect.soft(await control.evaluate(isInSight), `${name}: ${String(control)}`).toBe(true);
  }
}

function isInSight(element: Element): boolean {
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
  const isInside = left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  return isInside && hit !== null && (element.contains(hit) || hit.contains(element));
}

/** Controls in sight that stick out of the window sideways. */
function cutOff(): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, input, textarea, select, [role="article"]')]
      .filter((element) => element.checkVisibility() && element.getClientRects().length > 0)
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < -0.5 || right > innerWidth + 0.5);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}

/** One way through the application: door, list, conversation, details, report, dialogs. */
async function walk(name: string): Promise<void> {
  const { jid } = company.cast.impostor;
  await window.conversation(LENA).scrollIntoViewIfNeeded();
  await expectReachable(`${name} list`, window.conversation(LENA), button(en.list.newConversation));
  await window.open(LENA);
  const link = window.message('The scan is on').getByRole('button', { name: '192.0.2.17' });
  await expectReachable(`${name} outside`, link, window.composer(LENA), button(en.conversation.details));
  await backToList();
  // Not by what the list shows: a row may be out of sight, or not drawn yet.
  if (isAccepted) await window.open(jid);
  else {
    await window.openRequests();
    const decline = button(en.requests.declineNamed(jid));
    await expectReachable(`${name} request`, button(en.requests.blockNamed(jid)), decline);
    await backToList();
    await window.accept(jid);
    isAccepted = true;
  }
  const lure = window.message('within the hour');
  await expectReachable(
    `${name} unknown`,
    window.composer(jid),
    lure.getByRole('button', { name: en.app.why }),
  );
  await lure.hover();
  await expectReachable(`${name} hovered`, lure.getByRole('button', { name: en.message.report }));
  await button(en.conversation.details).click();
  const aside = page.getByRole('complementary');
  await expectReachable(`${name} details`, aside.getByRole('button', { name: en.app.close }));
  await page.keyboard.press('Escape');
  await aside.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+K');
  await expectReachable(`${name} switcher`, page.getByRole('combobox'), page.getByRole('option').first());
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: en.settings.title });
  await expectReachable(`${name} settings`, settings.getByRole('button', { name: en.app.close }));
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  await backToList();
}

async function backToList(): Promise<void> {
  const back = button(en.app.back);
  if (await back.isVisible()) await back.click();
}

describe('nothing is cut off', () => {
  it('at the door, with its reason for a refusal', async () => {
    await window.signIn(company.cast.anna.jid, 'not the password');
    await page.getByRole('alert').waitFor();
    await button(en.signIn.detailsForIt).click();
    const controls = [page.getByLabel(en.signIn.password, { exact: true }), button(en.signIn.submit)];
    await resize(480, 560);
    await expectReachable('narrow door', ...controls);
    await resize(1280, 1120, 2);
    await expectReachable('zoomed door', ...controls);
    await window.signIn(company.cast.anna.jid, company.cast.anna.password);
    await window.isInside();
  });

  it('at 480 by 560', async () => {
    await resize(480, 560);
    await walk('narrow');
  });

  it('at twice the size', async () => {
    await resize(1280, 800, 2);
    await walk('zoomed');
  });

  it('from right to left', async () => {
    await resize(1280, 800);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const list = await window.list.boundingBox();
    expect(list?.x).toBeGreaterThan(640);
    await walk('mirrored');
  });
});
