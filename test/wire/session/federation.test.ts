import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { exportRecord } from '../../../electron/audit/export-record.ts';
import { peopleCalls } from '../../../electron/calls/people-calls.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { attribute, type Xml } from '../../server/xml.ts';
import { Desk, jid } from './desk.ts';

// Who is kept away by policy, at a real server that would bring everything: what reaches the other side is what the other side's
// stream and its server's archive say, whatever our window shows.

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const lena = 'lena@partner.test';
const eve = 'eve@stranger.test';
const adam = 'adam@stranger.test';
const kim = 'kim@stranger.test';
const max = 'max@stranger.test';

let server: Prosody;

beforeAll(async () => {
  server = await startProsody({
    hosts: ['corp.test', 'partner.test', 'stranger.test'],
    groups: {
      Finance: [
        { jid: anna, name: 'Anna Keller' },
        { jid: bea, name: 'Bea Lindqvist' },
      ],
      Freelancers: [
        { jid: anna, name: 'Anna Keller' },
        { jid: max, name: 'Max Roth' },
      ],
    },
  });
  for (const account of [anna, bea, lena, eve, adam, kim, max]) server.addAccount(account, password);
  await befriend(lena);
});
afterAll(() => server?.stop());

async function login(account: string): Promise<Peer> {
  const peer = await Peer.login(server, { jid: account, password });
  onTestFinished(() => peer.logOut());
  return peer;
}

async function signedIn(federation: Readonly<Record<string, unknown>>): Promise<Desk> {
  const desk = new Desk(server, { federation });
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

/** Both see each other's presence: nothing but the border is in the way. */
async function befriend(other: string): Promise<void> {
  const one = await Peer.login(server, { jid: anna, password });
  const two = await Peer.login(server, { jid: other, password });
  const asks = (by: string) => (stanza: Xml) =>
    attribute(stanza, 'type') === 'subscribe' && attribute(stanza, 'from') === by;
  one.sendSubscription(other, 'subscribe');
  await two.expect(asks(anna));
  two.sendSubscription(anna, 'subscribed');
  two.sendSubscription(anna, 'subscribe');
  await one.expect(asks(other));
  one.sendSubscription(other, 'subscribed');
  await one.settle();
  await Promise.all([one.logOut(), two.logOut()]);
}

/** Everything of Anna's that came to the peer since the login. */
const fromAnna = (peer: Peer) =>
  peer.received.filter((stanza) => attribute(stanza, 'from').replace(/\/.*/, '') === anna);

const everythingTo = (to: string) =>
  [
    `<message to='${to}' type='chat' id='m1'><body>hello</body><request xmlns='urn:xmpp:receipts'/></message>`,
    `<message to='${to}' type='normal'><subject>Offer</subject><body>hello</body></message>`,
    `<message to='${to}' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    `<message to='${to}' type='chat'><received xmlns='urn:xmpp:receipts' id='x'/></message>`,
    `<message to='${to}'><x xmlns='jabber:x:conference' jid='room@muc.stranger.test'/></message>`,
    `<message to='${to}' type='error' id='m2'><error type='cancel'/></message>`,
    `<presence to='${to}'/>`,
    `<presence to='${to}' type='subscribe'/>`,
    `<presence to='${to}' type='probe'/>`,
  ].join('');
const questions = [
  'urn:xmpp:ping|ping',
  'jabber:iq:version|query',
  'http://jabber.org/protocol/disco#info|query',
];

async function attack(by: Peer, desk: Desk): Promise<void> {
  const colleague = await login(bea);
  const presence = await colleague.expect(
    (stanza) => stanza.name === 'presence' && attribute(stanza, 'from').startsWith(`${anna}/`),
  );
  const ours = attribute(presence, 'from');
  by.send(everythingTo(anna));
  for (const question of questions) {
    const [namespace, name] = question.split('|');
    by.send(`<iq type='get' id='${name}' to='${ours}'><${name} xmlns='${namespace}'/></iq>`);
  }
  await by.settle();
  // What came before it has been dealt with when a colleague is heard.
  colleague.sendMessage(anna, `behind ${by.bareJid}`);
  await desk.message(({ body }) => body === `behind ${by.bareJid}`);
}

/** Whatever the wire can say to somebody, asked of it past the window and the gate. */
async function sayEverything(desk: Desk, to: string): Promise<void> {
  const { wire } = desk.account;
  const peer = jid(to);
  wire.send({ id: `to-${to}`, to: peer, body: 'the plan' });
  wire.setComposing(peer, true);
  wire.acknowledge({
    stanzaId: 'x',
    archiveId: null,
    direction: 'in',
    peer,
    from: peer,
    body: 'hello',
    at: 0,
    via: 'live',
    isEncrypted: false,
    wantsReceipt: true,
    invitation: null,
    outcome: null,
    file: null,
    change: null,
    raw: '',
  });
  wire.answerRequest(peer, true);
  await wire.addContact(peer, 'Somebody');
  wire.setPresence('busy', 'with the auditors');
  const written = await desk.account.outbound.write(jid(bea), `after all of it ${to}`);
  await desk.message(({ id, state }) => id === written.id && state === 'sent');
}

async function bordersOnRecord(desk: Desk): Promise<string[]> {
  await desk.session.close();
  const told: string[] = [];
  for await (const { entry } of exportRecord(desk.recordFolder, [])) {
    const { facts } = entry;
    if (facts.kind === 'border') told.push(`${facts.direction} ${facts.stanza} ${facts.peer} ${facts.codes}`);
  }
  return told;
}

describe('an outside person whom policy does not allow', () => {
  const rules = { externalMode: 'allowlist' };

  test('reaches nothing here with any kind of stanza, and is on record with the reason', async () => {
    await befriend(eve);
    const desk = await signedIn(rules);
    const stranger = await login(eve);
    await attack(stranger, desk);
    const page = { peer: jid(eve), before: null, after: null, around: null, limit: 50 };
    expect((await desk.account.page(page)).messages).toEqual([]);
    expect(await desk.account.archive.search('hello', null, 50)).toEqual([]);
    expect(desk.announced.map(({ peer }) => peer)).toEqual([bea]);
    expect(desk.account.people.person(jid(eve))).toMatchObject({ isAsking: false, availability: 'offline' });
    expect(await bordersOnRecord(desk)).toEqual(
      expect.arrayContaining(
        ['message', 'presence', 'iq'].map((kind) => `in ${kind} ${eve} federation.not-listed`),
      ),
    );
  });

  test('hears nothing from here, not even from a wire that is asked past window and gate', async () => {
    await befriend(adam);
    const desk = await signedIn(rules);
    const stranger = await login(adam);
    await attack(stranger, desk);
    await sayEverything(desk, adam);
    await stranger.settle();
    // Taking back who may see us is a word as well, and the only one.
    expect(
      fromAnna(stranger).filter(
        ({ name, attributes }) => name !== 'presence' || attributes['type'] === undefined,
      ),
    ).toEqual([]);
    expect(await stranger.archive(anna)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ body: 'the plan' })]),
    );
    const told = await bordersOnRecord(desk);
    expect(told).toEqual(
      expect.arrayContaining(
        ['message', 'presence'].map((kind) => `out ${kind} ${adam} federation.not-listed`),
      ),
    );
  });

  test('while a partner hears all of it, so that nothing else is in the way', async () => {
    const desk = await signedIn(rules);
    const partner = await login(lena);
    await attack(partner, desk);
    await sayEverything(desk, lena);
    await partner.settle();
    const kinds = fromAnna(partner).map(({ name }) => name);
    expect(kinds).toEqual(expect.arrayContaining(['message', 'presence', 'iq']));
    expect((await partner.archive(anna)).map(({ body }) => body)).toContain('the plan');
    expect(await desk.account.archive.search('hello', jid(lena), 50)).not.toEqual([]);
  });
});

test('what somebody wrote whom policy does not allow is not fetched from the archive either, nor copied from another device', async () => {
  const stranger = await login(eve);
  stranger.sendMessage(anna, 'while you were away');
  await stranger.settle();
  const desk = await signedIn({});
  const phone = await login(anna);
  phone.sendMessage(eve, 'from my phone to Eve');
  phone.sendMessage(bea, 'from my phone to Bea');
  await desk.message(({ body }) => body === 'from my phone to Bea');
  await desk.account.settled();
  expect(await desk.account.archive.search('away', null, 50)).toEqual([]);
  expect(await desk.account.archive.search('phone', jid(eve), 50)).toEqual([]);
  expect(await desk.account.wire.olderMessages(jid(eve), null, 50)).toMatchObject({ messages: [] });
});

test('T31: somebody who saw our presence before policy forbade it sees it no more', async () => {
  const partner = await login(lena);
  const desk = await signedIn({ blockedDomains: ['partner.test'] });
  const isWithdrawal = (stanza: Xml) => attribute(stanza, 'type') === 'unsubscribed';
  await partner.expect(isWithdrawal);
  desk.account.wire.setPresence('away', 'at the bank');
  const written = await desk.account.outbound.write(jid(bea), 'after the withdrawal');
  await desk.message(({ id, state }) => id === written.id && state === 'sent');
  await partner.settle();
  const seen = fromAnna(partner).filter(
    ({ name, attributes }) => name === 'presence' && attributes['type'] === undefined,
  );
  expect(seen).toEqual([]);
});

test('a message to somebody forbidden is stopped and says why', async () => {
  const desk = await signedIn({ externalMode: 'off' });
  const stopped = await desk.account.outbound.write(jid(lena), 'hello');
  expect(stopped).toMatchObject({
    state: 'failed',
    failure: 'blocked-by-policy',
    verdict: { level: 'block', reasons: [{ code: 'federation.off' }] },
  });
});

test('T31: a policy that forbids somebody while we talk ends it at once, presence included', async () => {
  await befriend(kim);
  const friend = await login(kim);
  const desk = await signedIn({ externalMode: 'open' });
  friend.sendMessage(anna, 'before the policy');
  await desk.message(({ body }) => body === 'before the policy');
  desk.writePolicy({ federation: { externalMode: 'open', blockedDomains: ['stranger.test'] } });
  await friend.expect((stanza) => attribute(stanza, 'type') === 'unsubscribed');
  friend.sendMessage(anna, 'after the policy');
  await friend.settle();
  const colleague = await login(bea);
  colleague.sendMessage(anna, 'behind what is forbidden');
  await desk.message(({ body }) => body === 'behind what is forbidden');
  expect(await desk.account.archive.search('policy', jid(kim), 50)).toMatchObject([
    { body: 'before the policy' },
  ]);
  const stopped = await desk.account.outbound.write(jid(kim), 'hello');
  expect(stopped).toMatchObject({ state: 'failed', verdict: { reasons: [{ code: 'federation.blocked' }] } });
  expect(desk.account.people.person(jid(kim)).closed).toMatchObject({ code: 'federation.blocked' });
});

test('contacts in a shared group of the server that policy allows are let through, others of their domain are not', async () => {
  const [freelancer, other] = [await login(max), await login(adam)];
  const desk = await signedIn({ allowedGroups: ['Freelancers'] });
  freelancer.sendMessage(anna, 'here is the draft');
  await desk.message(({ body }) => body === 'here is the draft');
  await desk.account.outbound.write(jid(max), 'thank you');
  await freelancer.expectMessage('thank you');
  await desk.account.outbound.write(jid(adam), 'never sent');
  other.sendMessage(anna, 'never shown');
  await other.settle();
  freelancer.sendMessage(anna, 'the end');
  await desk.message(({ body }) => body === 'the end');
  expect(desk.account.people.person(jid(max))).toMatchObject({ place: 'outside', closed: null });
  expect(await desk.account.archive.search('shown', null, 10)).toEqual([]);
  expect(JSON.stringify(other.received)).not.toContain('never sent');
  // The person here adds only whom policy allows, and no call names a group.
  const added = await peopleCalls(desk.session)['people.add']({ address: adam, name: 'Adam', answer: null });
  expect(added).toEqual({ ok: false, error: 'federation.not-listed' });
});
