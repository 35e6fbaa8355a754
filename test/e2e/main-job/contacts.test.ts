import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { Peer } from '../../server/peer.ts';
import { attribute, child, elements, text, type Xml } from '../../server/xml.ts';
import { closePlay, openPlay, type Play } from './play.ts';

const OLAF = 'olaf@partner.test';
let play: Play;
let olaf: Peer;
beforeAll(async () => {
  play = await openPlay();
  play.company.server.addAccount(OLAF, 'secret of olaf');
  olaf = await Peer.login(play.company.server, { jid: OLAF, password: 'secret of olaf' });
});
afterAll(() => closePlay(play));

describe('who may see when Anna is there', () => {
  it('has to ask, and learns nothing until she accepts', async () => {
    const { window, company } = play;
    const { jid } = company.cast.anna;
    olaf.sendSubscription(jid, 'subscribe');
    await window.list.getByRole('button', { name: en.list.requests }).click();
    await window.page.getByRole('button', { name: en.requests.acceptNamed(OLAF) }).waitFor();
    await olaf.settle();
    expect(olaf.received.some((stanza) => isPresent(stanza, jid))).toBe(false);
    await window.page.getByRole('button', { name: en.requests.acceptNamed(OLAF) }).click();
    await olaf.expect((stanza) => isPresent(stanza, jid));
  });

  it('is answered by a refusal when she declines', async () => {
    const { window, company } = play;
    const { jid } = company.cast.anna;
    company.impostor.sendSubscription(jid, 'subscribe');
    await window.page
      .getByRole('button', { name: en.requests.declineNamed(company.impostor.bareJid) })
      .click();
    await company.impostor.expect((stanza) => attribute(stanza, 'type') === 'unsubscribed');
  });
});

describe('whom Anna asks', () => {
  it('is listed as asked until there is an answer, and as a contact after it', async () => {
    const { window, company } = play;
    const { page } = window;
    company.server.addAccount('oda@partner.test', 'secret of oda');
    const oda = await Peer.login(company.server, { jid: 'oda@partner.test', password: 'secret of oda' });
    expect(
      await window.call('people.add', { address: oda.bareJid, name: 'Oda Berg', answer: null }),
    ).toMatchObject({
      ok: true,
    });
    await window.list.getByRole('button', { name: en.list.newConversation }).first().click();
    const line = window.conversation('Oda Berg');
    await line.getByText(en.people.asked).waitFor();
    await line.click();
    await page.getByRole('main').getByText(en.people.asked).waitFor();
    await oda.expect((stanza) => attribute(stanza, 'type') === 'subscribe');
    oda.sendSubscription(company.cast.anna.jid, 'subscribed');
    await page.getByRole('main').getByText(en.people.asked).waitFor({ state: 'detached' });
  });
});

describe('a stranger who writes', () => {
  it('gets no receipt, although he asks for one', async () => {
    const { window, company } = play;
    company.impostor.sendMessage(company.cast.anna.jid, 'Are you there?', { wantsReceipt: true });
    await window.openRequests();
    await window.page.getByText('Are you there?').waitFor();
    await company.impostor.settle();
    expect(company.impostor.received.filter((stanza) => child(stanza, 'received') !== undefined)).toEqual([]);
  });

  it('who is blocked reaches nobody, and can be let in again', async () => {
    const { window, company } = play;
    const { impostor } = company;
    await window.accept(impostor.bareJid);
    await window.page.getByRole('button', { name: en.conversation.details }).click();
    const details = window.page.getByRole('complementary');
    await details.getByRole('button', { name: en.details.block }).click();
    await details.getByRole('button', { name: en.details.block }).click();
    const youBlocked = window.youBlocked(impostor.bareJid);
    await youBlocked.waitFor();
    impostor.sendMessage(company.cast.anna.jid, 'Let me in!');
    const refusal = await impostor.expect((stanza) => attribute(stanza, 'type') === 'error');
    expect(elements(child(refusal, 'error')).map(({ name }) => name)).toContain('service-unavailable');
    await youBlocked.getByRole('button', { name: en.details.unblock }).click();
    await youBlocked.waitFor({ state: 'detached' });
    impostor.sendMessage(company.cast.anna.jid, 'Thank you.');
    await window.message('Thank you.').waitFor();
    expect(await window.message('Let me in!').count()).toBe(0);
  });
});

describe('an xmpp: link', () => {
  it('opens the conversation and fills the composer, and sends nothing', async () => {
    const { scene, company } = play;
    await scene.quit();
    const window = await scene.launch({
      policy: company.policy,
      args: [`xmpp:${company.bea.bareJid}?message;body=Pay%20the%20invoice`],
    });
    await window.composer('Bea Lindqvist').waitFor();
    await expect.poll(() => window.composer('Bea Lindqvist').inputValue()).toBe('Pay the invoice');
    await window.isOnline();
    // Something that is really sent, so that what came before it would have come.
    await window.composer('Bea Lindqvist').fill('Good morning');
    await window.composer('Bea Lindqvist').press('Enter');
    await company.bea.expectMessage('Good morning');
    const bodies = company.bea.received.map((stanza) => text(child(stanza, 'body')));
    expect(bodies).not.toContain('Pay the invoice');
  });
});

function isPresent(stanza: Xml, jid: string): boolean {
  const { name } = stanza;
  const from = attribute(stanza, 'from').replace(/\/.*/, '');
  return name === 'presence' && from === jid && attribute(stanza, 'type') === '';
}
