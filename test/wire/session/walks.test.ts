import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exportRecord } from '../../../electron/audit/export-record.ts';
import { verifyRecord } from '../../../electron/audit/verify-record.ts';
import { messageCalls } from '../../../electron/calls/message-calls.ts';
import type { Message } from '../../../shared/model/message.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { child } from '../../server/xml.ts';
import { Desk, jid } from './desk.ts';

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
let server: Prosody;

beforeAll(async () => {
  server = await startProsody({
    hosts: ['corp.test', 'partner.test', 'stranger.test'],
    groups: {
      Finance: [
        { jid: anna, name: 'Anna Keller' },
        { jid: bea, name: 'Bea Lindqvist' },
      ],
    },
  });
  for (const account of [anna, bea, 'lena@partner.test', 'eve@stranger.test'])
    server.addAccount(account, password);
});
afterAll(() => server.stop());

async function signedIn(changes: Readonly<Record<string, unknown>> = {}): Promise<Desk> {
  const desk = new Desk(server, changes);
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

const login = (account: string) => Peer.login(server, { jid: account, password });

test('signing in opens the archive and shows the people of the roster with their place', async () => {
  const desk = await signedIn();
  expect(desk.session.snapshot).toMatchObject({
    isOpen: true,
    connection: { kind: 'online', tls: 'TLSv1.3' },
  });
  const { changed } = await desk.shown('people.changed', ({ changed }) =>
    changed.some(({ jid }) => jid === bea),
  );
  expect(changed.find(({ jid }) => jid === bea)).toMatchObject({
    name: 'Bea Lindqvist',
    place: 'inside',
    isContact: true,
    groups: ['Finance'],
  });
});

test('a message that arrives is judged, stored, shown, announced and acknowledged', async () => {
  const desk = await signedIn();
  const peer = await login(bea);
  const id = peer.sendMessage(anna, 'See http://corp.test@evil.test/ today', { wantsReceipt: true });
  const message = await desk.message(({ body }) => body.startsWith('See'));
  expect(message).toMatchObject({
    direction: 'in',
    state: 'received',
    peer: bea,
    verdict: { level: 'block' },
  });
  expect(message.links[0]?.verdict.reasons.map(({ code }) => code)).toContain('link.userinfo');
  expect(await desk.account.archive.message(message.id)).toEqual(message);
  expect(desk.announced.map((one) => one.id)).toContain(message.id);
  expect(desk.unread).toBeGreaterThan(0);
  const receipt = await peer.expect((stanza) => child(stanza, 'received', 'urn:xmpp:receipts') !== undefined);
  expect(child(receipt, 'received', 'urn:xmpp:receipts')?.attributes).toMatchObject({ id });
});

test('a message that is written is stored, sent, and follows what becomes of it', async () => {
  const desk = await signedIn();
  const peer = await login(bea);
  const written = await desk.account.outbound.write(jid(bea), 'Perfect, see you then.');
  expect(written).toMatchObject({ state: 'queued', direction: 'out' });
  const received = await peer.expectMessage('Perfect, see you then.');
  await desk.message(({ id, state }) => id === written.id && state === 'sent');
  peer.sendReceipt(received.attributes['from'] ?? '', received.attributes['id'] ?? '');
  await desk.message(({ id, state }) => id === written.id && state === 'delivered');
});

test('nothing is sent to people the company does not know, and the message says so', async () => {
  const desk = await signedIn();
  const eve = await login('eve@stranger.test');
  const stopped = await desk.account.outbound.write(jid('eve@stranger.test'), 'hello');
  expect(stopped).toMatchObject({
    state: 'failed',
    failure: 'blocked-by-policy',
    verdict: { level: 'block' },
  });
  const sent = await desk.account.outbound.write(jid(bea), 'after it');
  await desk.message(({ id, state }) => id === sent.id && state === 'sent');
  await eve.settle();
  expect(eve.received.filter(({ name }) => name === 'message')).toEqual([]);
});

test('T37: a card number to a partner is stopped before it is sent, and says why; to a colleague it goes when its writer says so', async () => {
  const desk = await signedIn({ partners: [{ domain: 'partner.test', name: 'Partner' }] });
  const lena = await login('lena@partner.test');
  const peer = await login(bea);
  const body = 'the card is 4111 1111 1111 1111';
  const { 'messages.send': send } = messageCalls(desk.session);
  const refused = await send({ peer: jid('lena@partner.test'), text: body, answer: null });
  expect(refused).toMatchObject({
    value: {
      outcome: 'asked',
      question: { step: 'refuse', findings: [{ rule: 'cards', matches: [{ masked: '••••••••••••1111' }] }] },
    },
  });
  const stopped = await desk.account.outbound.write(jid('lena@partner.test'), body);
  expect(stopped).toMatchObject({
    state: 'failed',
    failure: 'blocked-by-policy',
    verdict: { level: 'block' },
  });
  await desk.account.outbound.retry(stopped.id);
  const asked = await send({ peer: jid(bea), text: body, answer: null });
  if (!asked.ok || asked.value.outcome !== 'asked') throw new Error('nothing was asked');
  const { token } = asked.value.question;
  await send({ peer: jid(bea), text: body, answer: { token, reason: '' } });
  await peer.expectMessage(body);
  await lena.settle();
  expect(lena.received.filter(({ name }) => name === 'message')).toEqual([]);
});

test('T37: a reason lets a card number go, also when it had to wait, and is on record with the message', async () => {
  const rules = [{ name: 'cards', detectors: ['payment-card'], inside: 'justify', outside: 'block' }];
  const desk = await signedIn({ confidential: { rules } });
  const body = 'the card is 4111 1111 1111 1111';
  await server.kill();
  await desk.shown('session.changed', ({ connection }) => connection.kind === 'waiting');
  const passage = await desk.account.outbound.ask(jid(bea), body, null);
  const token = passage.kind === 'asked' ? passage.question.token : '';
  const agreed = await desk.account.outbound.ask(jid(bea), body, { token, reason: 'travel booking' });
  expect(agreed).toMatchObject({ kind: 'cleared', clearance: { reason: 'travel booking' } });
  const clearance = agreed.kind === 'cleared' ? agreed.clearance : null;
  const written = await desk.account.outbound.write(jid(bea), body, clearance);
  expect(written).toMatchObject({ state: 'queued', verdict: { level: 'notice' } });
  const unasked = await desk.account.outbound.write(
    jid(bea),
    `${body} again`,
    clearance && { ...clearance, rules: [] },
  );
  expect(unasked).toMatchObject({ state: 'failed', failure: 'blocked-by-policy' });
  await server.start();
  desk.session.reconnect();
  await desk.message(({ id, state }) => id === written.id && state === 'sent');
  await desk.session.close();
  const entries = [];
  for await (const each of exportRecord(desk.recordFolder, [])) entries.push(each.entry.facts);
  const about = entries.filter((facts) => 'peer' in facts && facts.peer === bea && 'codes' in facts);
  expect(about).toContainEqual(
    expect.objectContaining({ kind: 'decision', about: 'send', outcome: 'asked', level: 'hold' }),
  );
  const [confirmed, sent] = about.slice(-2);
  expect(confirmed).toMatchObject({ kind: 'decision', outcome: 'confirmed', messageId: written.id });
  expect(sent).toMatchObject({ kind: 'message', outcome: 'passed', codes: ['confidential.justified'] });
});

test('a stranger is shown as unknown, makes no noise and learns nothing', async () => {
  const desk = await signedIn();
  const eve = await login('eve@stranger.test');
  eve.sendMessage(anna, 'I am from IT', { wantsReceipt: true });
  const message = await desk.message(({ body }) => body === 'I am from IT');
  expect(desk.account.people.person(message.peer)).toMatchObject({
    place: 'unknown',
    name: 'eve@stranger.test',
  });
  expect(desk.announced).toEqual([]);
  await eve.settle();
  expect(eve.received.filter(({ name }) => name === 'message')).toEqual([]);
});

test('what is written while the server is down arrives once, in order, when it is back', async () => {
  const desk = await signedIn();
  await server.kill();
  await desk.shown('session.changed', ({ connection }) => connection.kind === 'waiting');
  const bodies = Array.from({ length: 20 }, (_, index) => `offline ${index}`);
  for (const body of bodies) await desk.account.outbound.write(jid(bea), body);
  await server.start();
  desk.session.reconnect();
  await desk.message(({ body, state }) => body === 'offline 19' && state === 'sent');
  const peer = await login(bea);
  const archived = await peer.archive(anna);
  expect(archived.map(({ body }) => body).filter((body) => body.startsWith('offline'))).toEqual(bodies);
});

test('what another device of ours sent and what came while we were away is there after signing in, once', async () => {
  const first = await signedIn();
  const phone = await login(anna);
  phone.sendMessage(bea, 'from my phone');
  await first.message(({ body, direction }) => body === 'from my phone' && direction === 'out');
  await first.session.close();
  const peer = await login(bea);
  peer.sendMessage(anna, 'while you were away');
  await peer.settle();

  const second = await signedIn();
  await second.message(({ body }) => body === 'while you were away');
  const page = await second.account.page({
    peer: jid(bea),
    before: null,
    after: null,
    around: null,
    limit: 200,
  });
  const bodies = page.messages.map(({ body }) => body);
  expect(bodies.filter((body) => body === 'from my phone')).toHaveLength(1);
  expect(bodies.filter((body) => body === 'while you were away')).toHaveLength(1);
});

test('whoever is looked at is said to be who they are, also before anything was said', async () => {
  const desk = await signedIn();
  const peer = jid('new.colleague@corp.test');
  await desk.account.page({ peer, before: null, after: null, around: null, limit: 60 });
  const { changed } = await desk.shown('people.changed', (change) =>
    change.changed.some((person) => person.jid === peer),
  );
  expect(changed).toMatchObject([{ jid: peer, place: 'inside' }]);
});

test('a wrong password is refused once, opens nothing and says so', async () => {
  const desk = new Desk(server);
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, 'wrong', false)).toEqual({ ok: false, error: 'refused' });
  expect(desk.session.snapshot).toMatchObject({
    isOpen: false,
    connection: { kind: 'refused', cause: { code: 'wrong-password' } },
  });
});

test('when the archive crashes nothing more is taken, the person is told, and the next sign-in misses nothing', async () => {
  const desk = await signedIn();
  await desk.crashArchive();
  await desk.shown('session.changed', ({ notices }) => notices.includes('archive-failed'));
  expect(desk.session.snapshot).toMatchObject({ isOpen: false, connection: { kind: 'signed-out' } });
  const peer = await login(bea);
  peer.sendMessage(anna, 'while it was broken');
  await peer.settle();
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  await desk.message(({ body }) => body === 'while it was broken');
});

test('scrolling back through messages of one second meets each once and in order', async () => {
  const peer = await login('lena@partner.test');
  const said = Array.from({ length: 170 }, (_, count) => `line ${count}`);
  for (const line of said) peer.sendMessage(anna, line);
  await peer.settle();
  const desk = await signedIn();
  await desk.message(({ body }) => body === said.at(-1));
  const query = { peer: jid('lena@partner.test'), after: null, around: null, limit: 40 };
  const shown: Message[] = [];
  for (let hasOlder = true; hasOlder; ) {
    const [first] = shown;
    const before = first === undefined ? null : { at: first.at, position: first.position };
    const page = await desk.account.page({ ...query, before });
    shown.unshift(...page.messages);
    hasOlder = page.hasOlder;
  }
  expect(shown.map(({ body }) => body)).toEqual(said);
});

test('all that came and went is on record, in one that is proven against the heads kept elsewhere', async () => {
  const desk = await signedIn();
  const peer = await login(bea);
  peer.sendMessage(anna, 'for the record');
  await desk.message(({ body }) => body === 'for the record');
  const written = await desk.account.outbound.write(jid(bea), 'so noted');
  await desk.message(({ id, state }) => id === written.id && state !== 'queued');
  await desk.session.close();
  const verified = verifyRecord(desk.recordFolder, desk.heads);
  expect(verified).toMatchObject({ findings: [], unsigned: 0, isClosed: true, witnessed: desk.heads.length });
  const facts = [];
  for await (const { entry } of exportRecord(desk.recordFolder, [])) facts.push(entry.facts);
  expect(facts).toContainEqual(expect.objectContaining({ kind: 'policy', source: 'development' }));
  expect(facts).toContainEqual(expect.objectContaining({ kind: 'sign-in', outcome: 'accepted' }));
  const messages = facts.flatMap((fact) => (fact.kind === 'message' ? [fact] : []));
  expect(messages.some(({ direction, peer: from }) => direction === 'in' && from === bea)).toBe(true);
  expect(messages.find(({ id }) => id === written.id)).toMatchObject({ direction: 'out', outcome: 'passed' });
});
