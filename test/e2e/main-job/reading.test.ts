import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { closePlay, openPlay, type Play } from './play.ts';

const COUNT = 150;
let play: Play;
beforeAll(async () => {
  play = await openPlay();
  const { bea } = play.company;
  for (let number = 1; number <= COUNT; number++)
    bea.sendMessage(play.company.cast.anna.jid, `Line ${number}.`);
  await bea.settle();
  // All of them, so that the first that is new stands still while it is looked for.
  await play.window.conversation(en.list.unread(COUNT)).waitFor();
  await play.window.open('Bea Lindqvist');
});
afterAll(() => closePlay(play));

describe('someone who reads', () => {
  it('finds a conversation at the first message that is new, and its end with one press', async () => {
    const { window } = play;
    await window.message('Line 1.').waitFor();
    await window.page.getByRole('button', { name: en.conversation.jumpToNewest }).click();
    await window.message(`Line ${COUNT}.`).waitFor();
    await expect.poll(distanceToEnd, { timeout: 5000 }).toBeLessThan(4);
  });

  it('further up is not moved by what arrives, is told of it, and gets there with one press', async () => {
    const { window, company } = play;
    await scrollUp(1500);
    const line = await lineInView();
    const place = await line.boundingBox();
    company.bea.sendMessage(company.cast.anna.jid, 'And one more.');
    const jump = window.page.getByRole('button', { name: en.conversation.jumpToNewestCount(1) });
    await jump.waitFor();
    expect(await line.boundingBox()).toEqual(place);
    await jump.click();
    await window.message('And one more.').waitFor();
    await expect.poll(distanceToEnd, { timeout: 5000 }).toBeLessThan(4);
  });

  it('at the end is taken along by what arrives', async () => {
    const { window, company } = play;
    company.bea.sendMessage(company.cast.anna.jid, 'Still here?');
    await window.message('Still here?').waitFor();
    await expect.poll(distanceToEnd, { timeout: 5000 }).toBeLessThan(4);
  });

  it('comes back to the same place in the conversation', async () => {
    const { window } = play;
    await scrollUp(2000);
    const line = await lineInView();
    const place = await line.boundingBox();
    await window.begin('Jonas Schmid');
    await window.open('Bea Lindqvist');
    await line.waitFor();
    await expect
      .poll(async () => Math.round((await line.boundingBox())?.y ?? 0))
      .toBe(Math.round(place?.y ?? -1));
  });

  it('finds everything up to the first line, each once and in order', async () => {
    const { window } = play;
    const seen = new Set<string>();
    await window.page.getByRole('button', { name: en.conversation.jumpToNewest }).click();
    await expect.poll(distanceToEnd, { timeout: 5000 }).toBeLessThan(4);
    await window.page.getByRole('log').hover();
    await expect
      .poll(
        async () => {
          const isAtTop = await window.message('Line 1.').isVisible();
          for (const words of await window.texts()) {
            const [line] = /Line \d+\./.exec(words) ?? [];
            if (line) seen.add(line);
          }
          await window.page.mouse.wheel(0, -600);
          return isAtTop;
        },
        { timeout: 20_000, interval: 30 },
      )
      .toBe(true);
    expect(seen.size).toBe(COUNT);
  });

  it('finds a message by its words and is taken there', async () => {
    const { window } = play;
    await window.page.keyboard.press('Control+F');
    await window.page.getByPlaceholder(en.search.herePlaceholder).fill('Line 77');
    await window.page.getByRole('button').filter({ hasText: 'Line 77.' }).first().click();
    await window.message('Line 77.').first().waitFor();
  });

  it('finds few and long messages at the first of them, too, and has not read what is below the edge', async () => {
    const { window, company } = play;
    const texts = ['The first of them.', 'word '.repeat(500), 'word '.repeat(500), 'The last of them.'];
    for (const text of texts) company.jonas.sendMessage(company.cast.anna.jid, text);
    await window.conversation(en.list.unread(texts.length)).waitFor();
    await window.open('Jonas Schmid');
    await expect.poll(() => isInView(window.message('The first of them.'))).toBe(true);
    expect(await isInView(window.message('The last of them.'))).toBe(false);
    await window.conversation(en.list.unread(texts.length)).waitFor();
    await window.page.getByRole('button', { name: en.conversation.jumpToNewest }).click();
    await expect.poll(() => isInView(window.message('The last of them.'))).toBe(true);
    await window.conversation(en.list.unread(texts.length)).waitFor({ state: 'detached' });
  });

  it('at the very top stays there when older lines come in above', async () => {
    const { scene, company } = play;
    await scene.quit();
    play.window = await scene.launch({ policy: company.policy });
    await play.window.open('Bea Lindqvist');
    await play.window.message('Still here?').waitFor();
    const log = play.window.page.getByRole('log');
    const before = await log.evaluate(({ scrollHeight }) => scrollHeight);
    await log.evaluate((scroller) => {
      scroller.scrollTop = 0;
    });
    const grown = () => log.evaluate(({ scrollHeight }, height) => scrollHeight - height, before);
    await expect.poll(grown).toBeGreaterThan(1000);
    expect(await log.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(1000);
  });
});

/** Whether it is drawn between the edges of the conversation. */
async function isInView(message: Locator): Promise<boolean> {
  const room = await play.window.page.getByRole('log').boundingBox();
  const box = (await message.count()) === 0 ? null : await message.boundingBox();
  if (room === null || box === null) return false;
  return box.y >= room.y && box.y + box.height <= room.y + room.height;
}

/** Pixels from the end of what is in sight to the end of the conversation. */
function distanceToEnd(): Promise<number> {
  return play.window.page
    .getByRole('log')
    .evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
}

/** Turns the wheel and waits until what it set in motion stands still. */
async function scrollUp(pixels: number): Promise<void> {
  const log = play.window.page.getByRole('log');
  const before = await log.evaluate(({ scrollTop }) => scrollTop);
  await log.hover();
  await play.window.page.mouse.wheel(0, -pixels);
  await log.evaluate(
    (scroller, start) =>
      new Promise<void>((resolve) => {
        let last = start;
        const look = (): void => {
          const now = scroller.scrollTop;
          if (now !== start && now === last) {
            resolve();
            return;
          }
          last = now;
          requestAnimationFrame(() => requestAnimationFrame(look));
        };
        look();
      }),
    before,
  );
}

/** A message in the middle of what is in sight. */
async function lineInView() {
  const { window } = play;
  const box = await window.page.getByRole('log').boundingBox();
  const middle = (box?.y ?? 0) + (box?.height ?? 0) / 2;
  const lines = window.page.getByRole('log').getByRole('article');
  for (const line of await lines.all()) {
    const at = await line.boundingBox();
    if (at && at.y > middle) {
      const id = await line.getAttribute('data-message');
      return window.page.locator(`[data-message="${id}"]`);
    }
  }
  throw new Error('no message is in sight');
}
