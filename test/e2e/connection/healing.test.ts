import { afterAll, beforeAll, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { CuttableLink } from '../../server/cuttable-link.ts';
import type { Peer } from '../../server/peer.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { type Office, openOffice } from '../office.ts';

// After a crash of the server, a cable that died without a word and sleep, the session comes back by itself, and both sides
// have everything once and in order.

const BEA = 'Bea Lindqvist';
let office: Office;
let link: CuttableLink;
let window: GatehouseWindow;
let bea: Peer;

beforeAll(async () => {
  office = await openOffice();
  link = new CuttableLink(office.server.directTlsPort);
  await link.open();
  const server = { host: office.server.host, port: link.port, tls: 'direct' };
  window = await office.scene.launch({ policy: companyPolicy(office.server, { server }) });
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
  bea = await office.login('bea');
  bea.sendMessage(office.cast.anna.jid, 'b1');
  await window.open(BEA);
});
afterAll(async () => {
  await link?.close();
  await office?.close();
});

const banner = () => window.page.getByRole('status', { name: en.banner.region });
const wentAway = () => banner().locator('*').first().waitFor({ state: 'detached' });
const arrived = (text: string) => bea.expectMessage(text, 20_000);

/** What the server's archive and the window say of the conversation; both sides' texts, oldest first. */
async function conversation(): Promise<{ archived: string[]; shown: string[] }> {
  const archived = await bea.archive(office.cast.anna.jid);
  return {
    archived: archived.map(({ body }) => body).filter((body) => body !== ''),
    shown: (await window.texts()).map((text) => /\b[ab]\d\b/.exec(text)?.[0] ?? text),
  };
}

it('a server that crashed is found again within seconds, and says so meanwhile', async () => {
  await window.send(BEA, 'a2');
  await arrived('a2');
  await office.server.kill();
  await banner()
    .getByText(/cannot be reached|The connection was lost/)
    .waitFor();
  await window.send(BEA, 'a3');
  await window.message('a3').getByText(en.message.states.queued, { exact: true }).waitFor();
  await office.server.start();
  const backAt = performance.now();
  bea = await office.login('bea');
  await arrived('a3');
  await wentAway();
  expect(performance.now() - backAt).toBeLessThan(15_000);
  bea.sendMessage(office.cast.anna.jid, 'b4');
  await window.message('b4').waitFor();
});

it('after sleep a connection that died in silence is replaced, long before it would be missed', async () => {
  link.freeze();
  await window.send(BEA, 'a5');
  bea.sendMessage(office.cast.anna.jid, 'b6');
  await bea.settle();
  await office.scene.gatehouse.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
  const wokeAt = performance.now();
  await arrived('a5');
  await window.message('b6').waitFor();
  expect(performance.now() - wokeAt).toBeLessThan(15_000);
});

it('both sides have everything once and in order', async () => {
  await window.send(BEA, 'a7');
  await arrived('a7');
  await bea.settle();
  const { archived, shown } = await conversation();
  expect([...archived].sort()).toEqual(['a2', 'a3', 'a5', 'a7', 'b1', 'b4', 'b6']);
  expect([...shown].sort()).toEqual([...archived].sort());
  // a5 and b6 crossed each other on the way: each side has its own first.
  const inOrder = (texts: readonly string[]) => texts.filter((text) => text !== 'a5');
  expect(inOrder(shown)).toEqual(inOrder(archived));
});
