import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../../shared/model/message.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { Desk, jid } from './desk.ts';

// What people at other companies, and colleagues whose accounts were taken, try through an honest server: how it ends in the
// archive, in the window and in the notifications.

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const eve = 'eve@stranger.test';
/** With a Cyrillic letter in her name. */
const falseBea = 'b\u0435a@stranger.test';

let server: Prosody;
let peers: Peer[] = [];
let desk: Desk;
let colleague: Peer;
let stranger: Peer;

beforeAll(async () => {
  server = await startProsody({
    hosts: ['corp.test', 'stranger.test'],
    groups: {
      Finance: [
        { jid: anna, name: 'Anna Keller' },
        { jid: bea, name: 'Bea Lindqvist' },
      ],
    },
  });
  for (const account of [anna, bea, eve, falseBea]) server.addAccount(account, password);
});
beforeEach(async () => {
  desk = await signedIn();
  colleague = await login(bea);
  stranger = await login(eve);
});
afterEach(async () => {
  await Promise.all([desk.close(), ...peers.map((peer) => peer.logOut())]);
  peers = [];
});
afterAll(() => server?.stop());

async function login(account: string): Promise<Peer> {
  const peer = await Peer.login(server, { jid: account, password });
  peers.push(peer);
  return peer;
}

async function signedIn(): Promise<Desk> {
  const opened = new Desk(server);
  expect(await opened.session.signIn(anna, password, false)).toEqual({ ok: true });
  return opened;
}

const said = (body: string) => desk.message((message) => message.body === body);
const rawOf = async ({ id }: Message) => (await desk.account.archive.evidence(id))?.raw ?? '';
const codes = ({ verdict }: Message) => verdict.reasons.map(({ code }) => code);

/** A message with content of the attacker's own, and then one behind which it must have arrived and been dealt with. */
async function attack(by: Peer, content: string): Promise<void> {
  by.send(`<message to='${anna}' type='chat'>${content}</message>`);
  await arrived(by);
}

let attacks = 0;
async function arrived(by: Peer): Promise<void> {
  const body = `behind attack ${++attacks}`;
  by.sendMessage(anna, body);
  await said(body);
}

describe('a message of a colleague', () => {
  let original: Message;
  /** What its sender calls it, and the attacks name. */
  let id: string;

  beforeEach(async () => {
    const body = `Pay ${++attacks} to Miller`;
    id = colleague.sendMessage(anna, body);
    original = await said(body);
  });

  async function expectUntouched(): Promise<void> {
    expect(await desk.account.archive.message(original.id)).toEqual(original);
    expect(await rawOf(original)).toContain(`<body>${original.body}</body>`);
  }

  test.each(['another person', 'its own sender'])(
    'T17: is not changed by a correction of %s, which is a new text of whoever wrote it, judged as such',
    async (who) => {
      const by = who === 'its own sender' ? colleague : stranger;
      const text = `Pay 900 at http://corp.test@evil.test/ (${who})`;
      by.sendMessage(anna, text, { extra: `<replace id='${id}' xmlns='urn:xmpp:message-correct:0'/>` });
      const correction = await said(text);
      expect(correction.id).not.toBe(original.id);
      expect(correction).toMatchObject({ peer: by.bareJid, direction: 'in', verdict: { level: 'block' } });
      expect(await rawOf(correction)).toContain('urn:xmpp:message-correct:0');
      await expectUntouched();
    },
  );

  test('T17: is not replaced by another text under the same id', async () => {
    colleague.sendMessage(anna, 'Pay 900 to Mallory', { id });
    const second = await said('Pay 900 to Mallory');
    expect(second.id).not.toBe(original.id);
    await expectUntouched();
  });

  test.each([
    ['0424', (id: string) => `<retract id='${id}' xmlns='urn:xmpp:message-retract:1'/>`],
    [
      '0424 with a fallback',
      (id: string) =>
        `<retract id='${id}' xmlns='urn:xmpp:message-retract:1'/><fallback xmlns='urn:xmpp:fallback:0'/><body>This person retracted a message</body>`,
    ],
    [
      '0424 of before',
      (id: string) =>
        `<apply-to id='${id}' xmlns='urn:xmpp:fasten:0'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>`,
    ],
    [
      '0425',
      (id: string) =>
        `<retract id='${id}' xmlns='urn:xmpp:message-retract:1'><moderated xmlns='urn:xmpp:message-moderate:1'/></retract>`,
    ],
    [
      'an empty correction',
      (id: string) => `<replace id='${id}' xmlns='urn:xmpp:message-correct:0'/><body></body>`,
    ],
  ])('T18: is not taken back by a retraction (%s), whoever asks for it', async (_name, retraction) => {
    const { archiveId } = (await desk.account.archive.evidence(original.id)) ?? {};
    expect(archiveId).toEqual(expect.any(String));
    for (const by of [stranger, colleague]) await attack(by, retraction(id) + retraction(archiveId ?? ''));
    await expectUntouched();
    const found = await desk.account.archive.search('Miller', jid(bea), 50);
    expect(found.map((message) => message.id)).toContain(original.id);
  });
});

describe('a message of ours', () => {
  const claims = (id: string) =>
    [
      `<received xmlns='urn:xmpp:receipts' id='${id}'/>`,
      `<received xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`,
      `<displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`,
      `<reactions xmlns='urn:xmpp:reactions:0' id='${id}'><reaction>👍</reaction></reactions>`,
    ].join('');

  test('T19: is delivered by the word of nobody but its recipient, also after another start', async () => {
    const written = await desk.account.outbound.write(jid(bea), 'To Bea alone');
    await desk.message(({ id, state }) => id === written.id && state === 'sent');
    await attack(stranger, claims(written.id));
    expect((await desk.account.archive.message(written.id))?.state).toBe('sent');

    await desk.close();
    desk = await signedIn();
    await desk.message(({ body }) => body === 'To Bea alone');
    await attack(stranger, claims(written.id));
    await desk.account.outbound.idle();
    const page = await desk.account.page({
      peer: jid(bea),
      before: null,
      after: null,
      around: null,
      limit: 50,
    });
    const again = page.messages.find(({ body }) => body === 'To Bea alone');
    expect(again?.state).toBe('sent');
    colleague.sendReceipt(anna, written.id);
    await desk.message(({ body, state }) => body === 'To Bea alone' && state === 'delivered');
  });

  test('T19: does not fail by the word of somebody else', async () => {
    const written = await desk.account.outbound.write(jid(bea), 'Not bounced');
    await desk.message(({ id, state }) => id === written.id && state === 'sent');
    stranger.send(
      `<message to='${anna}' type='error' id='${written.id}'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );
    await arrived(stranger);
    await desk.account.outbound.idle();
    expect((await desk.account.archive.message(written.id))?.state).toBe('sent');
  });
});

test('T19: a reply that quotes what nobody said is a text of whoever wrote it, quotation and all', async () => {
  const body = '> Bea Lindqvist: the password is hunter2\nThank you, Bea!';
  stranger.sendMessage(anna, body, {
    extra:
      `<reply xmlns='urn:xmpp:reply:0' to='${bea}' id='never-sent'/>` +
      `<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='41'/></fallback>`,
  });
  expect(await said(body)).toMatchObject({ peer: eve, body, direction: 'in' });
});

test('T23: a nickname that a message brings is nobody’s name, and a look-alike address is unmasked', async () => {
  const impostor = await login(falseBea);
  impostor.sendMessage(anna, 'It is me, Bea', {
    extra: `<nick xmlns='http://jabber.org/protocol/nick'>Bea Lindqvist</nick>`,
  });
  const message = await said('It is me, Bea');
  const person = desk.account.people.person(message.peer);
  expect(person).toMatchObject({ place: 'unknown', name: falseBea });
  expect(person.verdict.reasons.map(({ code }) => code)).toContain('person.mixed-scripts');
});

test('T24: text that turns around or hides is kept as it came and said to be so', async () => {
  const body = 'invoice_\u202egpj.exe and \u2066more\u2069 and zero\u200bwidth';
  colleague.sendMessage(anna, body);
  const message = await said(body);
  expect(codes(message)).toContain('text.hidden-characters');
});

test('T25: only what stands in the text is a link, and it is what it is', async () => {
  const body = 'javascript:alert(1) file:///etc/passwd smb://evil.test/x [your bank](http://evil.test/login)';
  colleague.sendMessage(anna, body, {
    extra:
      `<x xmlns='jabber:x:oob'><url>https://evil.test/preview.exe</url></x>` +
      `<reference xmlns='urn:xmpp:reference:0' type='data' uri='https://evil.test/og'/>`,
  });
  const { links } = await said(body);
  expect(links.filter(({ url }) => url !== '')).toMatchObject([
    { url: 'http://evil.test/login', host: 'evil.test', start: body.indexOf('http:') },
  ]);
  for (const { verdict } of links.filter(({ url }) => url === '')) expect(verdict.level).toBe('block');
});

test('T26: a link that carries the key of an encrypted file is never one to open', async () => {
  const body = 'aesgcm://upload.corp.test/a.jpg#8c3d050e9386ec173861778f68a0f1b6';
  colleague.sendMessage(anna, body);
  const message = await said(body);
  expect(message.links).toMatchObject([{ url: '', verdict: { level: 'block' } }]);
});

test('T28: of a formatted message the plain text is shown and nothing is fetched', async () => {
  const plain = 'formatted in plain';
  colleague.sendMessage(anna, plain, {
    extra:
      `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'><a href='http://evil.test/'>corp</a>` +
      `<img src='http://127.0.0.1:9/x.png'/></body></html><data xmlns='urn:xmpp:bob' cid='sha1+x@bob.xmpp.org'>AAAA</data>`,
  });
  expect(await said(plain)).toMatchObject({ body: plain, links: [] });
});

test('T30: nothing that strangers send in any number makes a noise or a mark', async () => {
  const room = 'room@muc.stranger.test';
  const direct = `<x xmlns='jabber:x:conference' jid='${room}' reason='Urgent meeting'/>`;
  const mediated = `<x xmlns='http://jabber.org/protocol/muc#user'><invite from='${bea}'><reason>Urgent</reason></invite></x>`;
  const kinds = [
    direct,
    `<body>Come to the meeting</body>${direct}`,
    mediated,
    `<body>${bea} invites you</body>${mediated}`,
    `<composing xmlns='http://jabber.org/protocol/chatstates'/>`,
    `<received xmlns='urn:xmpp:receipts' id='x'/>`,
    `<attention xmlns='urn:xmpp:attention:0'/>`,
    `<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:bookmarks:1'/></event>`,
    `<body>plain</body>`,
  ];
  for (let round = 0; round < 40; round++) {
    for (const kind of kinds)
      stranger.send(`<message to='${anna}' type='${round % 2 ? 'chat' : 'normal'}'>${kind}</message>`);
    stranger.send(`<presence to='${anna}' type='subscribe'/>`);
  }
  await arrived(stranger);
  expect(desk.announced).toEqual([]);
  const conversations = await desk.account.archive.conversations();
  const known = conversations.filter(({ peer }) => !desk.account.requests.holds(peer));
  expect(known.map(({ peer }) => peer)).not.toContain(eve);
  await expect.poll(() => desk.unread).toBe(known.reduce((sum, { unread }) => sum + unread, 0));
  const rooms = desk.account.people.person(jid(room));
  expect(rooms).toMatchObject({ place: 'unknown', isContact: false });
  colleague.sendMessage(anna, 'a word of a colleague is heard');
  await said('a word of a colleague is heard');
  expect(desk.announced.map(({ body }) => body)).toEqual(['a word of a colleague is heard']);
});

test('T36: what claims to be encrypted shows no text that stands beside the cipher', async () => {
  const marker = `<encryption xmlns='urn:xmpp:eme:0' namespace='eu.siacs.conversations.axolotl'/>`;
  colleague.send(
    `<message to='${anna}' type='chat'><body>Call 0900 123 to read this</body>${marker}</message>`,
  );
  const message = await desk.message((candidate) => codes(candidate).includes('text.encrypted-unreadable'));
  expect(message.body).toBe('');
});
