import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { closing } from '../../stage/closing.ts';
import { closePlay, openPlay, type Play } from './play.ts';

let play: Play;
beforeAll(async () => {
  play = await openPlay();
  await play.company.startTheDay();
});
afterAll(() => closePlay(play));

describe('a link that needs a second look', () => {
  it('asks first, in a view that is not the page’s, and going back opens nothing', async () => {
    const { window, scene } = play;
    const before = scene.browser.opened().length;
    const question = await ask();
    expect(question.url()).not.toContain(new URL(window.page.url()).host);
    await question.getByText('192.0.2.17').first().waitFor();
    await closing(question, () => question.getByRole('button', { name: en.confirm.back }).click());
    await window.composer('Lena Park').waitFor();
    expect(scene.browser.opened()).toHaveLength(before);
  });

  it('opens exactly what it showed when it is confirmed', async () => {
    const { scene } = play;
    const question = await ask();
    await closing(question, () => question.getByRole('button', { name: en.confirm.open }).click());
    await expect
      .poll(() => scene.browser.opened().at(-1), { timeout: 10_000 })
      .toBe('http://192.0.2.17/scans/4471.pdf');
  });

  it('cannot be answered by script in the page', async () => {
    const { window, scene } = play;
    const before = scene.browser.opened().length;
    const question = await ask();
    const answer = await window.page.evaluate(async () => {
      const bridge: unknown = Reflect.get(globalThis, 'gatehouse');
      const { call } = bridge as { call: (name: string, input: unknown) => Promise<unknown> };
      return call('confirm.answer', { answer: 'open' });
    });
    expect(answer).toEqual({ ok: false, error: 'bad-request' });
    await closing(question, () => question.getByRole('button', { name: en.confirm.back }).click());
    await window.composer('Lena Park').waitFor();
    expect(scene.browser.opened()).toHaveLength(before);
  });

  async function ask() {
    const { window, scene } = play;
    await window.open('Lena Park');
    const asked = scene.gatehouse.app.waitForEvent('window');
    await window.message('The scan is on').getByRole('button').first().click();
    const question = await asked;
    await question.getByRole('button', { name: en.confirm.back }).waitFor();
    return question;
  }
});
