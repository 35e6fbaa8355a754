import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defanged } from '../../../electron/report/desk-message.ts';
import { en } from '../../../renderer/text/en.ts';
import { Peer } from '../../server/peer.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { SecurityDesk } from '../../server/people/security-desk.ts';
import { attribute, child, elements } from '../../server/xml.ts';
import { closePlay, openPlay, type Play } from './play.ts';

const IMPOSTOR = 'it-helpdesk@it-service.test';
/** Five seconds to undo, and the way. */
const REPORT_MS = 15_000;
let play: Play;
beforeAll(async () => {
  play = await openPlay();
  await play.company.startTheDay();
  play.company.lure();
  await play.window.accept(IMPOSTOR);
});
afterAll(() => closePlay(play));

describe('a report', () => {
  it('can be undone, and then nothing of it reaches the desk', async () => {
    const { window, company } = play;
    await window.report(window.message('expires today'));
    await window.page.getByRole('log').getByRole('button', { name: en.report.undo }).click();
    await window.message('expires today').waitFor();
    // The next one is on its way only after the time of this one has passed.
    await window.report(window.message('within the hour'));
    const { xarf } = await company.desk.firstReport(REPORT_MS);
    expect(JSON.stringify(xarf)).toContain('sso/renew');
  });

  it('carries who, what, when and what came before, to read and as XARF', async () => {
    const [report] = play.company.desk.reports;
    expect(report?.from).toContain(play.company.cast.anna.jid);
    expect(report?.body).toContain(defanged(IMPOSTOR));
    expect(report?.body).not.toMatch(/https?:\/\//);
    expect(report?.xarf).toMatchObject({ xarf_version: expect.stringMatching(/^4\./) });
    const evidence = JSON.stringify(report?.xarf);
    for (const words of [IMPOSTOR, 'xn--crp-sed.test']) expect(evidence).toContain(words);
  });

  it('is marked on the message, and the desk’s thanks arrive', async () => {
    const { window } = play;
    await window.page.getByText(en.report.states.sent, { exact: true }).waitFor();
    await window.conversation('Security desk').getByText('Thank you', { exact: false }).waitFor();
  });

  it('can block the sender at the server, too', async () => {
    const { window, company } = play;
    await window.page.getByRole('log').getByRole('button', { name: en.report.blockSender }).click();
    await window.page.getByText(en.report.senderBlocked, { exact: true }).waitFor();
    const elsewhere = await Peer.login(company.server, { ...company.cast.anna, isPresent: false });
    const answer = await elsewhere.request(
      'get',
      `<blocklist xmlns='urn:xmpp:blocking'/>`,
      company.cast.anna.jid,
    );
    const blocked = elements(child(answer, 'blocklist')).map((item) => attribute(item, 'jid'));
    expect(blocked).toEqual([IMPOSTOR]);
    await elsewhere.logOut();
  });

  it('about a colleague does not block her, and is called what it is in one more click: talk goes on', async () => {
    const { window, company } = play;
    const second = company.desk.nextReport(REPORT_MS);
    await window.open('Bea Lindqvist');
    await window.report(window.message('The auditors moved'));
    await window.page
      .getByRole('group', { name: en.report.takenFor })
      .getByRole('button', { name: en.report.dispositions.phishing })
      .click();
    await window.page
      .getByRole('log')
      .getByText(en.report.classified(en.report.dispositions.phishing))
      .waitFor();
    const { body, xarf } = await second;
    expect(body).toContain(defanged(company.cast.bea.jid));
    expect(xarf).toMatchObject({ tags: expect.arrayContaining(['disposition:phishing']) });
    await window.send('Bea Lindqvist', 'Thank you, Bea');
    await window.message('You are welcome!').waitFor();
  });

  it('goes by the keyboard', async () => {
    const { window, company } = play;
    const next = company.desk.nextReport(REPORT_MS);
    await window.open('Jonas Schmid');
    await window.message('Two pallets').focus();
    await window.page.keyboard.press('Control+Shift+R');
    expect((await next).body).toContain(defanged(company.cast.jonas.jid));
  });

  it('made offline waits, also over a restart, and goes out when the server is back', async () => {
    const { window, company, scene } = play;
    await window.open('Lena Park');
    await company.server.kill();
    await window.report(window.message('signed contract'));
    await window.page.getByText(en.report.states.queued, { exact: true }).waitFor({ timeout: REPORT_MS });
    await scene.quit();
    await company.server.start();
    const desk = new SecurityDesk(await Peer.login(company.server, company.cast.desk), quickPace);
    const arrived = desk.nextReport(60_000);
    const again = await scene.launch({ policy: company.policy });
    play.window = again;
    expect((await arrived).body).toContain(defanged(company.cast.lena.jid));
    await again.open('Lena Park');
    await again.page.getByText(en.report.states.sent, { exact: true }).waitFor();
  });
});

describe('a report without a desk', () => {
  it('is kept, and said to be', async () => {
    const { company, scene } = play;
    await scene.quit();
    const window = await scene.launch({ policy: { ...company.policy, report: { securityDesk: null } } });
    play.window = window;
    await window.open('Lena Park');
    await window.report(window.message('The scan is on'));
    await window.page
      .getByText(en.report.states.kept, { exact: true })
      .or(window.page.getByText(en.report.keptDone, { exact: true }))
      .first()
      .waitFor();
    await window.page
      .getByRole('log')
      .getByRole('button', { name: en.report.export })
      .waitFor({ timeout: REPORT_MS });
  });
});
