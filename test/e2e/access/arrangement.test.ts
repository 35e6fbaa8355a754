import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { de } from '../../../renderer/text/de.ts';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';

// Where things stand to each other: what must be read first has the room, and what belongs together is level.

const teardown = new Teardown();
let company: Company;
let scene: Scene;
let window: GatehouseWindow;
let page: Page;

beforeAll(async () => {
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  await company.startTheDay();
  scene = new Scene({ display: inject('display'), electron: inject('electron'), app: inject('app') });
  teardown.add(() => scene.end());
  window = await scene.launch({ policy: company.policy });
  page = window.page;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await window.signIn(company.cast.anna.jid, company.cast.anna.password);
  await window.isInside();
});
afterAll(() => teardown.run());

async function resize(width: number, height: number): Promise<void> {
  await scene.gatehouse.app.evaluate(
    ({ BrowserWindow }, size) => {
      for (const each of BrowserWindow.getAllWindows()) each.setContentSize(size.width, size.height);
    },
    { width, height },
  );
  await expect.poll(() => page.evaluate(() => globalThis.innerWidth), { timeout: 10_000 }).toBe(width);
}

async function edges(of: Locator): Promise<{ top: number; bottom: number; middle: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('not drawn');
  return { top: box.y, bottom: box.y + box.height, middle: box.y + box.height / 2 };
}

describe('a line of the list', () => {
  it('shows the name whole before it shows the words of the badge, which are there to be heard', async () => {
    const line = window.conversation('Lena Park');
    const name = line.getByText('Lena Park', { exact: true });
    expect(await name.evaluate(isWhole)).toBe(true);
    expect(await line.textContent()).toContain('Partner Ltd');
    expect(await line.getByTitle(en.place.outsideAt('Partner Ltd')).isVisible()).toBe(true);
  });
});

describe('what was said last', () => {
  it('is shown from its beginning in a line of the list, also where it reads from right to left', async () => {
    const hebrew = 'שלום לכולם, הדוח של הרבעון השלישי נמצא בתיקייה המשותפת ואפשר לקרוא אותו';
    company.jonas.sendMessage(company.cast.anna.jid, hebrew);
    const said = window.conversation('Jonas Schmid').getByText(hebrew);
    await said.waitFor();
    expect(await said.evaluate(isFirstLetterInView)).toBe(true);
  });
});

describe('the button that reports', () => {
  it('is level with the first line of the words', async () => {
    await window.open('Bea Lindqvist');
    const message = window.message('The auditors moved');
    await message.hover();
    const words = await edges(message.getByText('The auditors moved'));
    const button = await edges(message.getByRole('button', { name: en.message.report }));
    expect(Math.abs(button.middle - words.middle)).toBeLessThanOrEqual(1);
  });
});

describe('a reported message', () => {
  it.each([
    ['wide', 1280, 'en'],
    ['narrow and German', 520, 'de'],
  ] as const)('says above what has happened and below what can be done (%s)', async (_, width, language) => {
    await resize(1280, 800);
    await window.wear({ language });
    const text = language === 'en' ? en : de;
    const inLanguage = new GatehouseWindow(page, text);
    await inLanguage.open('Lena Park');
    await inLanguage.report(inLanguage.message(width === 520 ? 'The scan is on' : 'signed contract'));
    await resize(width, 800);
    const log = page.getByRole('log');
    const title = await edges(log.getByText(text.report.done, { exact: true }).last());
    const undo = await edges(log.getByRole('button', { name: text.report.undo }).last());
    const group = log.getByRole('group', { name: text.report.takenFor }).last();
    const choices = await Promise.all((await group.getByRole('button').all()).map((choice) => edges(choice)));
    const block = log.getByRole('button', { name: text.report.blockSender }).last();
    expect(Math.abs(undo.middle - title.middle)).toBeLessThanOrEqual(1);
    expect(new Set(choices.map(({ top }) => top)).size).toBe(1);
    expect(choices[0]?.top).toBeGreaterThanOrEqual(title.bottom);
    expect((await edges(block)).top).toBeGreaterThanOrEqual(title.bottom);
    await group.getByRole('button', { name: text.report.dispositions.spam }).click();
    const fact = log.getByText(text.report.classified(text.report.dispositions.spam)).last();
    await fact.waitFor();
    expect((await edges(fact)).bottom).toBeLessThanOrEqual((await edges(block)).top);
  });
});

function isFirstLetterInView(element: Element): boolean {
  const letter = document.createRange();
  letter.selectNodeContents(element.firstChild ?? element);
  letter.setEnd(letter.startContainer, 1);
  const box = element.getBoundingClientRect();
  const { left, right } = letter.getBoundingClientRect();
  return left >= box.left && right <= box.right + 0.5 && element.scrollWidth > element.clientWidth;
}

/** Neither it nor anything around it, up to the button, cuts it off. */
function isWhole(element: Element): boolean {
  for (let box: Element | null = element; box && box.tagName !== 'BUTTON'; box = box.parentElement) {
    if (getComputedStyle(box).overflowX !== 'visible' && box.scrollWidth > box.clientWidth) return false;
  }
  return true;
}
