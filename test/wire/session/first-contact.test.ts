import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exportRecord } from '../../../electron/audit/export-record.ts';
import { conversationCalls } from '../../../electron/calls/conversation-calls.ts';
import { peopleCalls } from '../../../electron/calls/people-calls.ts';
import { Component } from '../../server/component.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { attribute, serialise } from '../../server/xml.ts';
import { Desk, jid } from './desk.ts';

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const strangers = ['eve', 'adam', 'kim', 'mia', 'otto', 'ida'].map((name) => `${name}@stranger.test`);

let server: Prosody;

beforeAll(async () => {
  server = await startProsody({
    hosts: ['corp.test', 'stranger.test'],
    components: ['rooms.test'],
    groups: {
      Finance: [
        { jid: anna, name: 'Anna Keller' },
        { jid: bea, name: 'Bea Lindqvist' },
      ],
    },
  });
  for (const account of [anna, bea, ...strangers]) server.addAccount(account, password);
});
afterAll(() => server?.stop());

async function login(account: string): Promise<Peer> {
  const peer = await Peer.login(server, { jid: account, password });
  onTestFinished(() => peer.logOut());
  return peer;
}

async function signedIn(): Promise<Desk> {
  const desk = new Desk(server);
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

/** What the window would ask main. */
const people = (desk: Desk) => peopleCalls(desk.session);
const conversations = (desk: Desk) => conversationCalls(desk.session, () => true);
const page = (peer: string) => ({ peer: jid(peer), before: null, after: null, around: null, limit: 50 });

async function waits(desk: Desk, body: string): Promise<void> {
  await desk.shown('requests.changed', ({ changed }) =>
    changed.some(({ messages }) => messages.some((message) => message.body === body)),
  );
}

async function listed(desk: Desk): Promise<string[]> {
  const list = await conversations(desk)['conversations.list'](null);
  return list.ok ? list.value.map(({ peer }) => peer) : [];
}

/** What of this person waits. */
async function inTray(desk: Desk, person: string): Promise<string[]> {
  const list = await people(desk)['requests.list'](null);
  if (!list.ok) throw new Error(list.error);
  const requests = list.value.filter(({ peer }) => peer === person);
  return requests.flatMap(({ messages }) => messages.map(({ body }) => body));
}

/** But for what her server says to anybody who asks to see her: that she is not there. */
const wordsFromAnna = (peer: Peer) =>
  peer.received.filter(
    (stanza) =>
      attribute(stanza, 'from').startsWith(anna) &&
      stanza.name !== 'iq' &&
      !(attribute(stanza, 'from') === anna && attribute(stanza, 'type') === 'unavailable'),
  );

test('T30, T31: a stranger is in the tray and nowhere else, makes no noise and hears nothing', async () => {
  const eve = 'eve@stranger.test';
  const desk = await signedIn();
  const stranger = await login(eve);
  stranger.sendMessage(anna, 'see https://evil.example/ today', { wantsReceipt: true });
  stranger.sendChatState(anna, 'composing');
  stranger.sendSubscription(anna, 'subscribe');
  await waits(desk, 'see https://evil.example/ today');
  await desk.shown('people.changed', ({ changed }) => changed.some(({ isAsking }) => isAsking));
  expect(await inTray(desk, eve)).toEqual(['see https://evil.example/ today']);
  expect(desk.account.people.person(jid(eve))).toMatchObject({ isWaiting: true, isAsking: true });
  expect(await listed(desk)).not.toContain(eve);
  const { people: named, wire, outbound } = desk.account;
  expect(await conversations(desk)['conversations.page'](page(eve))).toMatchObject({
    value: { messages: [] },
  });
  expect(await conversations(desk)['conversations.search']({ query: 'evil', peer: null })).toMatchObject({
    value: [],
  });
  expect(named.person(jid(eve)).closed).toMatchObject({ code: 'outbound.not-accepted' });
  // Asked past window and gate, too.
  wire.send({ id: 'past', to: jid(eve), body: 'past the gate' });
  wire.setComposing(jid(eve), true);
  expect(await outbound.write(jid(eve), 'hello')).toMatchObject({ state: 'failed' });
  const colleague = await login(bea);
  colleague.sendMessage(anna, 'behind Eve');
  await desk.message(({ body }) => body === 'behind Eve');
  await stranger.settle();
  expect(wordsFromAnna(stranger).map((stanza) => serialise(stanza))).toEqual([]);
  expect(desk.announced.map(({ peer }) => peer)).toEqual([bea]);
  expect(desk.unread).toBe(1);
});

test('accepted, the conversation stands in the list with its verdicts, and both can write; that is on record', async () => {
  const adam = 'adam@stranger.test';
  const desk = await signedIn();
  const stranger = await login(adam);
  const body = 'install AnyDesk so that I can help you';
  stranger.sendMessage(anna, body);
  await waits(desk, body);
  expect(await people(desk)['people.answer']({ peer: jid(adam), accept: true })).toMatchObject({ ok: true });
  await desk.shown('conversations.changed', ({ changed }) => changed.some(({ peer }) => peer === adam));
  expect(await listed(desk)).toContain(adam);
  expect(await inTray(desk, adam)).toEqual([]);
  const shown = await conversations(desk)['conversations.page'](page(adam));
  expect(shown).toMatchObject({
    value: {
      messages: [
        {
          body,
          verdict: {
            reasons: expect.arrayContaining([expect.objectContaining({ code: 'lure.remote-control' })]),
          },
        },
      ],
    },
  });
  await desk.account.outbound.write(jid(adam), 'Who are you?');
  await stranger.expectMessage('Who are you?');
  stranger.sendMessage(anna, 'Your help desk');
  await desk.message((message) => message.body === 'Your help desk');
  expect(desk.announced.map((message) => message.body)).toContain('Your help desk');
  await desk.session.close();
  const decisions: string[] = [];
  for await (const { entry } of exportRecord(desk.recordFolder, []))
    if (entry.facts.kind === 'decision')
      decisions.push(`${entry.facts.about} ${entry.facts.peer} ${entry.facts.outcome}`);
  expect(decisions).toContain(`person ${adam} confirmed`);
});

test('refused, what was said is gone here and does not come back with the next catch-up', async () => {
  const kim = 'kim@stranger.test';
  const desk = await signedIn();
  const stranger = await login(kim);
  stranger.sendMessage(anna, 'a wonderful offer');
  await waits(desk, 'a wonderful offer');
  expect(await people(desk)['people.answer']({ peer: jid(kim), accept: false })).toMatchObject({ ok: true });
  await desk.shown('requests.changed', ({ removed }) => removed.includes(jid(kim)));
  expect(await inTray(desk, kim)).toEqual([]);
  expect(await desk.account.archive.search('wonderful', null, 50)).toEqual([]);
  await server.kill();
  await desk.shown('session.changed', ({ connection }) => connection.kind === 'waiting');
  await server.start();
  desk.session.reconnect();
  const again = await login(kim);
  again.sendMessage(anna, 'another offer');
  await waits(desk, 'another offer');
  expect(await inTray(desk, kim)).toEqual(['another offer']);
  expect(wordsFromAnna(again)).toEqual([]);
});

test('T30: an invitation to a room waits in the tray like anybody, whoever the room says has invited', async () => {
  const room = 'audit@rooms.test';
  const desk = await signedIn();
  const rooms = await Component.connect(server, 'rooms.test');
  onTestFinished(() => rooms.close());
  const muc = `xmlns='http://jabber.org/protocol/muc#user'`;
  await rooms.send(
    `<message from='${room}/Bea' to='${anna}'><x ${muc}><invite from='${bea}'><reason>from an occupant</reason></invite></x></message>` +
      `<message from='${room}' to='${anna}'><x ${muc}><status code='104'/></x></message>` +
      `<message from='${room}' to='${anna}'><x ${muc}><invite from='${bea}'><reason>The audit</reason></invite></x></message>` +
      `<message from='eve@rooms.test' to='${anna}'><x xmlns='jabber:x:conference' jid='${room}' reason='Come in'/></message>`,
  );
  await waits(desk, 'Come in');
  expect(await inTray(desk, room)).toEqual(['The audit']);
  const message = await desk.message(({ body }) => body === 'The audit');
  expect(message.verdict.reasons).toContainEqual({
    code: 'text.invitation',
    level: 'notice',
    params: { room, by: bea },
  });
  expect(await listed(desk)).not.toContain(room);
  expect(desk.announced).toEqual([]);
  expect(desk.account.people.person(jid(room))).toMatchObject({ place: 'unknown', isWaiting: true });
  expect(await people(desk)['people.answer']({ peer: jid(room), accept: false })).toMatchObject({ ok: true });
  expect(await inTray(desk, room)).toEqual([]);
});

test('T30: one text of several strangers is said to be a campaign, on the message and on record', async () => {
  const desk = await signedIn();
  const crowd = await Component.connect(server, 'rooms.test');
  onTestFinished(() => crowd.close());
  const body = (code: number) =>
    `Your parcel could not be delivered today, please confirm your address. Code ${code}`;
  for (const code of [1, 2, 3])
    await crowd.send(
      `<message from='x${code}@rooms.test' to='${anna}' type='chat'><body>${body(code)}</body></message>`,
    );
  const last = await desk.message((message) => message.body === body(3));
  const campaign = { code: 'text.campaign', level: 'warn', params: { senders: '3' } };
  expect(last.verdict.reasons).toContainEqual(campaign);
  expect((await desk.message((message) => message.body === body(2))).verdict.reasons).not.toContainEqual(
    campaign,
  );
  await desk.session.close();
  const codes: string[] = [];
  for await (const { entry } of exportRecord(desk.recordFolder, []))
    if (entry.facts.kind === 'message' && entry.facts.peer === 'x3@rooms.test')
      codes.push(...entry.facts.codes);
  expect(codes).toContain('text.campaign');
});

test('whom we wrote to from another device is no stranger', async () => {
  const mia = 'mia@stranger.test';
  const desk = await signedIn();
  const stranger = await login(mia);
  stranger.sendMessage(anna, 'it is me, Mia');
  await waits(desk, 'it is me, Mia');
  const phone = await login(anna);
  phone.sendMessage(mia, 'Mia, of course!');
  await desk.message(({ body }) => body === 'Mia, of course!');
  await desk.shown('requests.changed', ({ removed }) => removed.includes(jid(mia)));
  expect(await listed(desk)).toContain(mia);
});

test('whom we add is accepted, and policy says whom we may', async () => {
  const otto = 'otto@stranger.test';
  const desk = await signedIn();
  const stranger = await login(otto);
  stranger.sendMessage(anna, 'Otto here');
  await waits(desk, 'Otto here');
  const added = await people(desk)['people.add']({ address: otto, name: 'Otto', answer: null });
  expect(added).toMatchObject({ ok: true });
  await stranger.expect((stanza) => attribute(stanza, 'type') === 'subscribe');
  expect(await listed(desk)).toContain(otto);
  desk.writePolicy({ federation: { externalMode: 'open', blockedDomains: ['stranger.test'] } });
  await desk.shown('people.changed', ({ changed }) =>
    changed.some(({ closed }) => closed?.code === 'federation.blocked'),
  );
  expect(await people(desk)['people.add']({ address: 'ida@stranger.test', name: '', answer: null })).toEqual({
    ok: false,
    error: 'federation.blocked',
  });
});

test('where policy lets first contact in, a stranger is heard like anybody', async () => {
  const ida = 'ida@stranger.test';
  const desk = new Desk(server, { federation: { externalMode: 'open', firstContact: 'allow' } });
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  const stranger = await login(ida);
  stranger.sendMessage(anna, 'Ida here');
  await desk.message(({ body }) => body === 'Ida here');
  expect(desk.announced.map(({ body }) => body)).toEqual(['Ida here']);
});
