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
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  window = await scene.launch({ policy: company.policy });
  page = window.page;
  page.setDefaultTimeout(60_000);
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

/** The words that stand level, from top to bottom. */
function rowsOfWords(element: Element): string[][] {
  const rows = new Map<number, string[]>();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { top, bottom, width } = range.getBoundingClientRect();
    if (width <= 1) continue;
    const middle = (top + bottom) / 2;
    const level = [...rows.keys()].find((known) => Math.abs(known - middle) < 4) ?? middle;
    rows.set(level, [...(rows.get(level) ?? []), node.textContent ?? '']);
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, words]) => words);
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

describe('a name that reads from right to left', () => {
  it('is cut off at its end in the header and among people, not at its beginning', async () => {
    const name =
      'הנהלת החשבונות של המחלקה הבינלאומית לפיתוח עסקי ושיתופי פעולה אסטרטגיים, קומה שלישית בניין צפוני';
    const { jonas } = company.cast;
    expect(await window.call('people.add', { address: jonas.jid, name, answer: null })).toMatchObject({
      ok: true,
    });
    await window.begin(name);
    await resize(520, 800);
    const heading = page.getByRole('heading', { level: 1 }).getByText(name);
    await heading.waitFor();
    expect(await heading.evaluate(isFirstLetterInView)).toBe(true);
    await resize(1280, 800);
    const line = window.conversation(name).getByText(name);
    await line.waitFor();
    expect(await line.evaluate(isFirstLetterInView)).toBe(true);
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
    await resize(width, 800);
    const message = inLanguage.message(width === 520 ? 'The scan is on' : 'signed contract');
    const id = await message.getAttribute('data-message');
    await inLanguage.report(message);
    // In one look: undo is there for five seconds.
    const strip = page.locator(`[data-message="${id}"]`);
    await strip.getByText(text.report.done, { exact: true }).waitFor();
    const rows = await strip.evaluate(rowsOfWords);
    const rowOf = (words: string) => rows.findIndex((row) => row.includes(words));
    expect(rowOf(text.report.undo)).toBe(rowOf(text.report.done));
    const choices = ['phishing', 'spam', 'other'] as const;
    const choiceRows = new Set(choices.map((choice) => rowOf(text.report.dispositions[choice])));
    expect(choiceRows).toEqual(new Set([rowOf(text.report.done) + 1]));
    expect(rowOf(text.report.blockSender)).toBeGreaterThan(rowOf(text.report.done));

    await strip.getByRole('button', { name: text.report.dispositions.spam }).click();
    const fact = strip.getByText(text.report.classified(text.report.dispositions.spam));
    await fact.waitFor();
    const block = strip.getByRole('button', { name: text.report.blockSender });
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
