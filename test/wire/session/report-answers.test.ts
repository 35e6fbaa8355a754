import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { signExercise } from '../../../electron/report/exercise.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { child, text, type Xml } from '../../server/xml.ts';
import { Desk } from './desk.ts';

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const security = 'security@corp.test';
const training = 'training@corp.test';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const simulationMarkerKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const report = { securityDesk: security, simulationMarkerKey };
let server: Prosody;

// Five seconds pass until a report is on its way, and much more where everything else waits for the processor too.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  server = await startProsody();
  for (const account of [anna, bea, security, training]) server.addAccount(account, password);
});
afterAll(() => server.stop());

const login = (account: string) => Peer.login(server, { jid: account, password });
const hasJson = (stanza: Xml): boolean => child(stanza, 'json') !== undefined;

async function signedIn(): Promise<Desk> {
  const desk = new Desk(server, { report });
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

/** The mark that IT gives to a message of the training account to Anna. */
function markFor(id: string, body: string): string {
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const { signature } = signExercise({ to: anna, from: training, id, body }, expires, privateKey);
  return `<exercise xmlns='urn:gatehouse:exercise:1' expires='${expires}' signature='${signature}'/>`;
}

test('an exercise is recognised live and out of the archive and never reaches the desk; who copies its mark is reported', async () => {
  const [trainer, peer, securityDesk] = await Promise.all([login(training), login(bea), login(security)]);
  const body = 'Your password expires, log in at https://c0rp.test/ & <renew>';
  const [before, live] = [randomUUID(), randomUUID()];
  trainer.sendMessage(anna, body, { id: before, extra: markFor(before, body) });
  await trainer.settle();
  const desk = await signedIn();
  const missed = await desk.message(({ peer: from }) => from === training);
  trainer.sendMessage(anna, body, { id: live, extra: markFor(live, body) });
  const second = await desk.message(({ peer: from, id }) => from === training && id !== missed.id);
  peer.sendMessage(anna, body, { id: live, extra: markFor(live, body) });
  const copied = await desk.message(({ peer: from }) => from === bea);
  for (const { id } of [missed, second, copied]) {
    expect(await desk.account.reports.submit(id)).toMatchObject({ ok: true });
  }
  for (const { id } of [missed, second]) {
    expect(await desk.account.reports.view(id)).toMatchObject({ disposition: 'exercise', ways: [] });
  }
  const first = await securityDesk.expect(hasJson, 60_000);
  expect(JSON.parse(text(child(first, 'json')))).toMatchObject({ source_identifier: bea });
  expect(text(child(first, 'json'))).not.toContain(training);
});

test('the desk’s answer is believed of the desk alone, and shown at the message', async () => {
  const desk = await signedIn();
  const [peer, securityDesk] = await Promise.all([login(bea), login(security)]);
  peer.sendMessage(anna, 'read your code to me');
  const message = await desk.message(({ body }) => body === 'read your code to me');
  await desk.account.reports.submit(message.id);
  const arrived = await securityDesk.expect(hasJson, 60_000);
  const { report_id: reportId } = JSON.parse(text(child(arrived, 'json')));
  const answer = (verdict: string): string =>
    `<outcome xmlns='urn:gatehouse:report:1' report='${reportId}' verdict='${verdict}'/>`;
  peer.sendMessage(anna, 'all good', { extra: answer('harmless') });
  await desk.message(({ body }) => body === 'all good');
  const quoted = `<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'>${answer('harmless')}</message></forwarded>`;
  securityDesk.sendMessage(anna, 'what is this?', { extra: quoted });
  await desk.message(({ body }) => body === 'what is this?');
  expect(await desk.account.reports.view(message.id)).toMatchObject({ outcome: null });
  securityDesk.sendMessage(anna, 'It was phishing, thank you.', { extra: answer('malicious') });
  await desk.message(({ body }) => body.startsWith('It was phishing'));
  await expect
    .poll(async () => (await desk.account.reports.view(message.id))?.outcome)
    .toMatchObject({ verdict: 'malicious' });
});
