import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { beasMorning } from '../../server/people/colleague.ts';
import { attribute, child } from '../../server/xml.ts';
import { closePlay, openPlay, type Play, startAgain } from './play.ts';

let play: Play;
beforeAll(async () => {
  play = await openPlay();
});
afterAll(() => closePlay(play));

describe('someone who is signed in', () => {
  it('came in over TLS 1.3 with SCRAM-SHA-256, as the server saw it', () => {
    const { company } = play;
    const session = company.server.sessions().findLast(({ jid }) => jid === company.cast.anna.jid);
    expect(session).toMatchObject({ tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' });
  });

  it('sees the colleagues by department, and who is there', async () => {
    const { window } = play;
    await window.list.getByRole('button', { name: en.list.newConversation }).first().click();
    for (const name of [
      'Bea Lindqvist',
      'Jonas Schmid',
      'Security desk',
      'Lena Park',
      'Finance',
      'Operations',
    ])
      await window.list.getByText(name, { exact: true }).first().waitFor();
    await window.conversation('Jonas Schmid').getByText(en.presence.away).waitFor();
    await window.conversation('Jonas Schmid').getByText('In the warehouse until noon').waitFor();
    await window.list.getByRole('button', { name: en.app.back }).click();
  });

  it('writes, sees it sent and delivered, sees the answer being typed and reads it', async () => {
    const { window, company } = play;
    await window.begin('Bea Lindqvist');
    await window.send('Bea Lindqvist', 'Do they need the payroll summary?');
    const stanza = await company.bea.expectMessage('Do they need the payroll summary?');
    expect(child(stanza, 'request', 'urn:xmpp:receipts')).toBeDefined();
    expect(child(stanza, 'origin-id')).toBeDefined();
    await window.message('payroll summary').getByText(en.message.states.delivered).waitFor();
    await window.message('Only the totals. Everything else stays in the vault.').waitFor();
  });

  it('is seen typing by a colleague', async () => {
    const { window, company } = play;
    await window.composer('Bea Lindqvist').pressSequentially('hm');
    await company.bea.expect((stanza) => child(stanza, 'composing') !== undefined);
    await window.composer('Bea Lindqvist').fill('');
  });

  it('confirms what arrives from a colleague', async () => {
    const { window, company } = play;
    const id = company.bea.sendMessage(company.cast.anna.jid, 'Did you get this?', { wantsReceipt: true });
    await window.message('Did you get this?').waitFor();
    await company.bea.expect(
      (stanza) => attribute(child(stanza, 'received', 'urn:xmpp:receipts'), 'id') === id,
    );
  });

  it('finds several lines and all characters unchanged at the other side', async () => {
    const { window, company } = play;
    const text = 'First <line> & "more"\nGrüße 🏰\n  indented';
    await window.composer('Bea Lindqvist').fill(text);
    await window.composer('Bea Lindqvist').press('Enter');
    await company.bea.expectMessage(text);
  });

  it('finds what came in while away counted as unread, and read when it was looked at', async () => {
    const { window, company } = play;
    await company.startTheDay();
    const lena = window.conversation('Lena Park');
    await lena.getByText(en.list.unread(2)).waitFor({ state: 'attached' });
    await window.open('Lena Park');
    await window.message('the signed contract').waitFor();
    await lena.getByText(en.list.unread(2)).waitFor({ state: 'detached' });
    await window.open('Bea Lindqvist');
    for (const line of beasMorning) await window.message(line.replace(/https.*/, '').trim()).waitFor();
  });

  it('keeps a draft, also over a restart, and everything said stands once and in order', async () => {
    await play.window.open('Bea Lindqvist');
    await play.window.composer('Bea Lindqvist').fill('Half a thought');
    await play.window.open('Lena Park');
    await startAgain(play);
    await play.window.open('Bea Lindqvist');
    expect(await play.window.composer('Bea Lindqvist').inputValue()).toBe('Half a thought');
    await play.window.composer('Bea Lindqvist').fill('');
    await play.window.isOnline();
    const archived = await play.company.bea.archive(play.company.cast.anna.jid);
    const shown = await play.window.texts();
    const said = archived.map(({ body }) => body).filter((body) => body !== '');
    expect(shown).toHaveLength(said.length);
    for (const [index, body] of said.entries())
      expect(shown[index]).toContain(
        body
          .replace(/https.*/s, '')
          .split('\n')[0]
          ?.trim(),
      );
  });
});
