import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { messageIdSchema } from '../../../shared/model/message.ts';
import { Peer } from '../../server/peer.ts';
import { closePlay, openPlay, type Play } from './play.ts';

const IMPOSTOR = 'it-helpdesk@it-service.test';
let play: Play;
beforeAll(async () => {
  play = await openPlay();
  await play.company.startTheDay();
  play.company.lure();
  await play.window.accept(IMPOSTOR);
});
afterAll(() => closePlay(play));

describe('what is dangerous', () => {
  it('an ordinary link opens, and exactly what was shown', async () => {
    const { window, scene } = play;
    await window.open('Lena Park');
    await window.message('signed contract').getByRole('link').click();
    await expect
      .poll(() => scene.browser.opened(), { timeout: 10_000 })
      .toEqual(['https://portal.partner.test/c/4471']);
  });

  it('a link that imitates the company is no link, and says what it is', async () => {
    const { window } = play;
    await window.open(IMPOSTOR);
    const message = window.message('within the hour');
    await message.getByText('xn--crp-sed.test').first().waitFor();
    await message.getByText(en.link.notOpened).waitFor();
    expect(await message.getByRole('link').count()).toBe(0);
  });

  it('nothing opens it: no click, no key, no script in the page', async () => {
    const { window, scene } = play;
    const before = scene.browser.opened().length;
    const message = window.message('within the hour');
    await message.locator('s').first().dblclick();
    await message.focus();
    await window.page.keyboard.press('Enter');
    const id = messageIdSchema.parse(await message.getAttribute('data-message'));
    expect(await window.call('links.open', { id, index: 0 })).toMatchObject({
      value: { outcome: 'blocked' },
    });
    expect(await window.call('links.open', { id, index: 1 })).toEqual({ ok: false, error: 'unknown-link' });
    await window.page.evaluate(() => window.open('https://c\u043Erp.test/sso/renew'));
    expect(scene.browser.opened()).toHaveLength(before);
  });

  it('the place of a person stands beside the name: nothing inside, a badge outside and unknown', async () => {
    const { window } = play;
    const header = window.page.locator('header');
    await window.open('Bea Lindqvist');
    expect(await header.getByText(/inside|outside|unknown/i).count()).toBe(0);
    await window.open('Lena Park');
    await header.getByText(en.place.outsideAt('Partner Ltd')).waitFor();
    await window.conversation('Lena Park').getByText('Partner Ltd').waitFor();
    await window.open(IMPOSTOR);
    await header.getByText(en.place.unknown).waitFor();
    await window.conversation(IMPOSTOR).getByText(en.place.unknown).waitFor();
  });

  it('T23: who writes under a protected name is told apart from it', async () => {
    await play.window.open(IMPOSTOR);
    await play.window.page.getByText('is not IT Helpdesk of your company').waitFor();
  });

  it('T20: who writes under the name of a colleague is told apart from her', async () => {
    const { company, window } = play;
    const twin = { jid: 'bea.lindqvist@it-service.test', password: 'secret of the twin' };
    company.server.addAccount(twin.jid, twin.password);
    const peer = await Peer.login(company.server, twin);
    peer.sendMessage(company.cast.anna.jid, 'Hi, it is Bea. Can you send me the payroll list?');
    await window.accept(twin.jid);
    await window.message('payroll list').waitFor();
    const warning = window.page.getByText(/is not Bea Lindqvist/).first();
    await warning.waitFor();
  });

  it('a stranger is seen in the tray alone, as characters, and can be reported and turned away there', async () => {
    const { company, window } = play;
    const { page } = window;
    const stranger = { jid: 'offers@it-service.test', password: 'secret of the stranger' };
    company.server.addAccount(stranger.jid, stranger.password);
    const peer = await Peer.login(company.server, stranger);
    peer.sendMessage(company.cast.anna.jid, 'Look at https://portal.partner.test/offer', {
      wantsReceipt: true,
    });
    await window.openRequests();
    const card = page.getByRole('listitem').filter({ hasText: stranger.jid });
    await card.getByText('Look at portal.partner.test/offer', { exact: true }).waitFor();
    // From one to the next by headings, as screen readers do.
    await card.getByRole('heading', { level: 2, name: stranger.jid }).waitFor();
    expect(await card.getByRole('link').count()).toBe(0);
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await window.conversation(stranger.jid).count()).toBe(0);
    await card.getByRole('button', { name: en.requests.reportNamed(stranger.jid) }).click();
    // Undo is there for five seconds: in one look.
    const told = card.locator('p').filter({ has: page.getByRole('button', { name: en.report.undo }) });
    await told.getByText(en.report.done).waitFor();
    await card.getByRole('button', { name: en.report.undo }).click();
    await card.getByRole('button', { name: en.requests.blockNamed(stranger.jid) }).click();
    await card.waitFor({ state: 'detached' });
    await peer.settle();
    expect(peer.received.filter(({ name }) => name === 'message')).toEqual([]);
    expect(await window.conversation(stranger.jid).count()).toBe(0);
  });

  it('a draft waits while its person is blocked', async () => {
    const { window } = play;
    const { page } = window;
    await window.open('Bea Lindqvist');
    await window.composer('Bea Lindqvist').fill('Half a thought');
    await page.getByRole('button', { name: en.conversation.details }).click();
    const aside = page.getByRole('complementary');
    for (let presses = 0; presses < 2; presses++)
      await aside.getByRole('button', { name: en.details.block, exact: true }).click();
    const blocked = window.youBlocked('Bea Lindqvist');
    await blocked.waitFor();
    expect(await window.composer('Bea Lindqvist').count()).toBe(0);
    await blocked.getByRole('button', { name: en.details.unblock }).click();
    await expect.poll(() => window.composer('Bea Lindqvist').inputValue()).toBe('Half a thought');
    await window.composer('Bea Lindqvist').fill('');
  });
});
