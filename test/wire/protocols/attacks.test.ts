import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { attribute, child, elements, serialise, type Xml } from '../../server/xml.ts';
import { bare, type Desk } from './desk.ts';
import { Scene } from './scene.ts';

// What a real server lets through: everything here is sent by an ordinary account of another company, or by a client of ours that
// was taken over.

let prosody: Prosody;
let scene: Scene;
let alice: Desk;
let mallory: Peer;
let ours: string;

beforeAll(async () => {
  const friends = ['alice@corp.test', 'bob@corp.test', 'carol@corp.test'];
  prosody = await startProsody({ groups: { Everyone: friends.map((jid) => ({ jid, name: jid })) } });
  scene = new Scene(prosody, [...friends, 'mallory@partner.test']);
});
afterEach(() => scene.clear());
afterAll(() => prosody?.stop());

/** Alice online, and Mallory who has found out her full address. */
beforeEach(async () => {
  const bob = await scene.peer('bob@corp.test');
  alice = await scene.desk('alice@corp.test');
  const presence = await bob.expect(
    (stanza) => stanza.name === 'presence' && attribute(stanza, 'from').startsWith('alice@corp.test/'),
  );
  ours = attribute(presence, 'from');
  mallory = await scene.peer('mallory@partner.test');
});

/** Whatever the attacker sent before has arrived and was dealt with: this message came behind it. */
async function afterAttack(attacker: Peer): Promise<void> {
  const marker = `after the attack ${randomUUID()}`;
  attacker.sendMessage(ours, marker);
  await alice.hearsBody(marker);
}

async function answerTo(attacker: Peer, type: 'get' | 'set', payload: string): Promise<string> {
  attacker.send(`<iq type='${type}' id='attack' to='${ours}'>${payload}</iq>`);
  const answer = await attacker.expect(
    (stanza) => stanza.name === 'iq' && attribute(stanza, 'id') === 'attack',
  );
  return attribute(answer, 'type') === 'error' ? (elements(child(answer, 'error'))[0]?.name ?? '') : 'result';
}

/** Which rules were broken by whom, and what was told, since this test began. */
const rules = () =>
  alice.since('ready', 'violation').map(({ rule, from }) => `${rule} ${from.replace(/\/.*/, '')}`);
const news = () => alice.since('ready', 'message').filter(({ body }) => !body.startsWith('after the attack'));
const from = (jid: string, body: string) =>
  `<message xmlns='jabber:client' from='${jid}' to='alice@corp.test' type='chat'><body>${body}</body></message>`;
const forwarded = (inner: string) => `<forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded>`;

test('T11: a roster push from a stranger is refused, and he is no colleague', async () => {
  const push = `<query xmlns='jabber:iq:roster'><item jid='mallory@partner.test' name='IT Helpdesk' subscription='both'/></query>`;
  expect(await answerTo(mallory, 'set', push)).toBe('service-unavailable');
  expect(rules()).toEqual(['roster.foreign-push mallory@partner.test']);
  expect(alice.all('roster')).toHaveLength(1);
});

test('T11: so is one from another client of our own account, which only our server may send', async () => {
  const phone = await scene.peer('alice@corp.test');
  const push = `<query xmlns='jabber:iq:roster'><item jid='mallory@partner.test' subscription='both'/></query>`;
  expect(await answerTo(phone, 'set', push)).toBe('service-unavailable');
  expect(rules()).toEqual(['roster.foreign-push alice@corp.test']);
});

test('T11: nor does anybody but our server say whom we block', async () => {
  const phone = await scene.peer('alice@corp.test');
  const push = (name: string) => `<${name} xmlns='urn:xmpp:blocking'><item jid='bob@corp.test'/></${name}>`;
  for (const attacker of [mallory, phone]) {
    expect(await answerTo(attacker, 'set', push('block'))).toBe('service-unavailable');
    expect(await answerTo(attacker, 'set', push('unblock'))).toBe('service-unavailable');
  }
  expect(alice.all('blocked')).toEqual([[]]);
  expect(new Set(rules())).toEqual(
    new Set(['blocking.foreign-push mallory@partner.test', 'blocking.foreign-push alice@corp.test']),
  );
});

describe('T12: a carbon', () => {
  const carbon = (name: string, inner: string) =>
    `<${name} xmlns='urn:xmpp:carbons:2'>${forwarded(inner)}</${name}>`;

  test.each(['received', 'sent'])(
    '(%s) from a stranger puts no words into a colleague’s mouth',
    async (name) => {
      const inner = name === 'sent' ? from('alice@corp.test/x', 'forged') : from('bob@corp.test/x', 'forged');
      mallory.send(`<message to='${ours}' type='chat'>${carbon(name, inner)}</message>`);
      await afterAttack(mallory);
      expect(news()).toEqual([]);
      expect(rules()).toEqual(['carbon.foreign mallory@partner.test']);
    },
  );

  test('from another client of our own account, with its full address, neither', async () => {
    const phone = await scene.peer('alice@corp.test');
    phone.send(
      `<message to='${ours}' type='chat'>${carbon('received', from('bob@corp.test/x', 'forged'))}</message>`,
    );
    await afterAttack(phone);
    expect(news()).toEqual([]);
    expect(rules()).toContain('carbon.foreign alice@corp.test');
  });

  test('inside a real one is not opened', async () => {
    const phone = await scene.peer('alice@corp.test');
    const nested = carbon('received', from('bob@corp.test/x', 'forged'));
    mallory.send(`<message to='${phone.jid}' type='chat'><body>look</body>${nested}</message>`);
    await afterAttack(mallory);
    expect(news()).toEqual([]);
    expect(rules()).toEqual(['carbon.malformed alice@corp.test']);
  });
});

test('T13: a message forwarded by itself shows as nothing', async () => {
  mallory.send(`<message to='${ours}' type='chat'>${forwarded(from('bob@corp.test/x', 'forged'))}</message>`);
  await afterAttack(mallory);
  expect(news()).toEqual([]);
});

test('T14: an archive’s result that nobody asked for, or from somebody else’s archive, shows as nothing', async () => {
  const result = (query: string) =>
    `<result xmlns='urn:xmpp:mam:2' queryid='${query}' id='1'>${forwarded(from('bob@corp.test/x', 'forged'))}</result>`;
  const phone = await scene.peer('alice@corp.test');
  for (const attacker of [mallory, phone]) {
    for (const query of ['', 'guessed']) attacker.send(`<message to='${ours}'>${result(query)}</message>`);
    await afterAttack(attacker);
  }
  expect(news()).toEqual([]);
  expect(new Set(rules())).toEqual(
    new Set(['archive.foreign mallory@partner.test', 'archive.foreign alice@corp.test']),
  );
});

test('T15: a stamp of the sender does not move his message in time', async () => {
  const started = Date.now();
  for (const [stamper, stamp] of [
    ['mallory@partner.test', '2001-01-01T00:00:00Z'],
    ['corp.test', '2001-01-01T00:00:00Z'],
    ['corp.test', '2999-01-01T00:00:00Z'],
    ['alice@corp.test', '-9999-99-99'],
    ['corp.test', ''],
  ]) {
    const delay = `<delay xmlns='urn:xmpp:delay' from='${stamper}' stamp='${stamp}'/>`;
    mallory.sendMessage(ours, 'stamped', { extra: delay });
  }
  await afterAttack(mallory);
  const stamped = news();
  expect(stamped).toHaveLength(5);
  for (const { at } of stamped) {
    expect(at).toBeGreaterThan(started - 60_000);
    expect(at).toBeLessThanOrEqual(Date.now());
  }
});

test('T16: an archive id of the sender’s is not ours, and a second message of the same id is a second message', async () => {
  const ids = (id: string) =>
    `<stanza-id xmlns='urn:xmpp:sid:0' by='alice@corp.test' id='${id}'/><stanza-id xmlns='urn:xmpp:sid:0' by='alice@corp.test/x' id='${id}'/>` +
    `<origin-id xmlns='urn:xmpp:sid:0' id='${id}'/>`;
  mallory.sendMessage(ours, 'first', { id: 'same', extra: ids('forged') });
  mallory.sendMessage(ours, 'second', { id: 'same', extra: ids('forged') });
  await alice.hearsBody('second');
  const archived = news();
  expect(archived.map(({ body }) => body)).toEqual(['first', 'second']);
  expect(new Set(archived.map(({ archiveId }) => archiveId)).size).toBe(2);
  for (const { archiveId } of archived) expect(archiveId).toMatch(/^(?!forged).+/);
  // And they are the archive's own, by which they are found again and not doubled.
  const page = await alice.wire.olderMessages(bare('mallory@partner.test'), null, 2);
  expect(page?.messages.map(({ archiveId }) => archiveId)).toEqual(
    archived.map(({ archiveId }) => archiveId),
  );
});

test('T21: presence that strangers send us, dressed up as a room’s or not, tells nothing and is not answered', async () => {
  const item = `<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator' jid='bob@corp.test/x'/><status code='110'/></x>`;
  const before = alice.count('presence');
  for (const inside of ['', item, `<show>dnd</show>${item}`])
    mallory.send(`<presence to='${ours}'>${inside}</presence>`);
  await afterAttack(mallory);
  expect(
    alice
      .all('presence')
      .slice(before)
      .filter(({ jid }) => jid.startsWith('mallory')),
  ).toEqual([]);
  expect(presencesOf(mallory, 'alice@corp.test')).toEqual([]);
});

describe('T31: a stranger who knows our full address', () => {
  test('gets no receipt, no chat state and no presence', async () => {
    alice.wire.on('message', (message) => alice.wire.acknowledge(message));
    mallory.sendMessage(ours, 'did you get this?', { wantsReceipt: true });
    await alice.hearsBody('did you get this?');
    alice.wire.setComposing(bare('mallory@partner.test'), true);
    alice.wire.setPresence('away', 'at the dentist');
    // A message of ours is the last thing he gets; what comes before it is all there was.
    alice.write('mallory@partner.test', 'who is this?');
    await mallory.expectMessage('who is this?');
    const told = mallory.received.filter(({ name }) => name !== 'iq' && name !== 'presence');
    expect(told.map((stanza) => child(stanza, 'body') !== undefined)).toEqual([true]);
    expect(presencesOf(mallory, 'alice@corp.test')).toEqual([]);
  });

  test.each([
    ['version', `<query xmlns='jabber:iq:version'/>`],
    ['features', `<query xmlns='http://jabber.org/protocol/disco#info'/>`],
    ['idle time', `<query xmlns='jabber:iq:last'/>`],
    ['clock', `<time xmlns='urn:xmpp:time'/>`],
    ['ping', `<ping xmlns='urn:xmpp:ping'/>`],
  ])(
    'learns nothing by asking for our %s: the answer is that of an address where nobody is',
    async (_what, payload) => {
      const answer = await answerTo(mallory, 'get', payload);
      expect(answer).toBe('service-unavailable');
      expect(await errorFrom(ours, 'get', payload)).toBe(await errorFrom(nobody, 'get', payload));
    },
  );

  test.each([
    ['nothing', 'get', ''],
    ['two things', 'set', `<a xmlns='urn:a'/><b xmlns='urn:b'/>`],
    ['an unknown kind of request', 'gett', `<a xmlns='urn:a'/>`],
    ['somebody else’s roster push', 'set', `<query xmlns='jabber:iq:roster'/>`],
    ['somebody else’s block', 'set', `<block xmlns='urn:xmpp:blocking'/>`],
    [
      'a node of our features',
      'get',
      `<query xmlns='http://jabber.org/protocol/disco#info' node='urn:gatehouse:desktop#x'/>`,
    ],
  ])('learns as little by asking for %s', async (_what, type, payload) => {
    expect(await errorFrom(ours, type, payload)).toBe(await errorFrom(nobody, type, payload));
  });

  test('is told by none of this that a colleague is not: he hears all of it', async () => {
    const bob = await scene.peer('bob@corp.test');
    expect(await answerTo(bob, 'get', `<query xmlns='jabber:iq:version'/>`)).toBe('result');
    expect(await answerTo(bob, 'get', `<query xmlns='http://jabber.org/protocol/disco#info'/>`)).toBe(
      'result',
    );
    expect(await answerTo(bob, 'get', `<ping xmlns='urn:xmpp:ping'/>`)).toBe('result');
  });
});

test('T31: who lies about what a client can do is not believed, and a colleague with that client is asked himself', async () => {
  const disco = 'http://jabber.org/protocol/disco#info';
  const caps = `<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:other' ver='QgayPKawpkPSDYmwT/WM94uAlu0='/>`;
  const bob = await scene.peer('bob@corp.test');
  const carol = await scene.peer('carol@corp.test');
  const isQuestion = (stanza: Xml) => child(stanza, 'query', disco) !== undefined;
  bob.answers.set(
    disco,
    `<query xmlns='${disco}'><identity category='client' type='pc' name='poison'/></query>`,
  );
  for (const peer of [bob, carol]) {
    peer.send(`<presence><status>here</status>${caps}</presence>`);
    await alice.hears('presence', ({ jid, statusText }) => jid === peer.bareJid && statusText === 'here');
  }
  alice.wire.setComposing(bare('bob@corp.test'), true);
  await bob.expect(isQuestion);
  await bob.settle();
  await afterAttack(bob);
  alice.wire.setComposing(bare('carol@corp.test'), true);
  await carol.expect(isQuestion);
  await carol.expect((stanza) => child(stanza, 'composing') !== undefined);
});

test.each([
  [
    'bookmarks (0402)',
    'urn:xmpp:bookmarks:1',
    (jid: string) => `<conference xmlns='urn:xmpp:bookmarks:1' autojoin='true' name='${jid}'/>`,
  ],
  [
    'bookmarks (0048)',
    'storage:bookmarks',
    (jid: string) =>
      `<storage xmlns='storage:bookmarks'><conference jid='${jid}' autojoin='true'/></storage>`,
  ],
  [
    'a nickname (0172)',
    'http://jabber.org/protocol/nick',
    () => `<nick xmlns='http://jabber.org/protocol/nick'>IT Helpdesk</nick>`,
  ],
  [
    'an avatar (0084)',
    'urn:xmpp:avatar:metadata',
    () =>
      `<metadata xmlns='urn:xmpp:avatar:metadata'><info id='1' type='image/svg+xml' bytes='1' url='http://127.0.0.1:9/'/></metadata>`,
  ],
  [
    'keys (0384)',
    'eu.siacs.conversations.axolotl.devicelist',
    () => `<list xmlns='eu.siacs.conversations.axolotl'><device id='1'/></list>`,
  ],
])(
  'T32: a personal event with %s changes nothing, whoever sends it (CVE-2018-6591)',
  async (_what, node, payload) => {
    const bob = await scene.peer('bob@corp.test');
    const phone = await scene.peer('alice@corp.test');
    const known = () => (['roster', 'blocked', 'asking'] as const).map((event) => alice.count(event));
    const before = known();
    for (const attacker of [mallory, bob, phone]) {
      const items = `<items node='${node}'><item id='${attacker.jid}'>${payload(attacker.jid)}</item></items>`;
      attacker.send(
        `<message to='${ours}' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>${items}</event></message>`,
      );
      await afterAttack(attacker);
    }
    expect(news()).toEqual([]);
    expect(known()).toEqual(before);
    // Nobody was asked anything, and no room that is Mallory's was entered.
    expect(
      mallory.received.filter((stanza) => attribute(stanza, 'from').startsWith('alice@corp.test')),
    ).toEqual([]);
  },
);

test('T25: a file that is elsewhere than the text beside it says is none, and on record; one that is where it says is told', async () => {
  const bob = await scene.peer('bob@corp.test');
  const oob = (url: string) => `<x xmlns='jabber:x:oob'><url>${url}</url></x>`;
  const send = (body: string, url: string) =>
    bob.send(`<message to='${ours}' type='chat'><body>${body}</body>${oob(url)}</message>`);
  send('https://upload.corp.test/plan.pdf', 'https://partner.test/plan.pdf');
  const forged = await alice.hearsBody('https://upload.corp.test/plan.pdf');
  expect(forged.file).toBeNull();
  expect(rules()).toEqual(['file.contradictory bob@corp.test']);
  send('https://upload.corp.test/b.pdf', 'https://upload.corp.test/b.pdf');
  const { file } = await alice.hearsBody('https://upload.corp.test/b.pdf');
  expect(file?.url).toBe('https://upload.corp.test/b.pdf');
});

test.each([
  [
    'a command (0050, CVE-2016-10376)',
    `<command xmlns='http://jabber.org/protocol/commands' node='restart' action='execute'/>`,
  ],
  [
    'a roster exchange (0144)',
    `<x xmlns='http://jabber.org/protocol/rosterx'><item action='add' jid='mallory@partner.test'/></x>`,
  ],
  ['a call or transfer (0166)', `<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' sid='1'/>`],
  ['a file offer (0095)', `<si xmlns='http://jabber.org/protocol/si' id='1'/>`],
  ['a byte stream (0047)', `<open xmlns='http://jabber.org/protocol/ibb' sid='1' block-size='4096'/>`],
  ['a privacy list (0016)', `<query xmlns='jabber:iq:privacy'><list name='x'/></query>`],
  ['a block list', `<unblock xmlns='urn:xmpp:blocking'/>`],
])('T33: %s is refused by whoever it is sent', async (_what, payload) => {
  const phone = await scene.peer('alice@corp.test');
  const bob = await scene.peer('bob@corp.test');
  for (const attacker of [mallory, bob, phone]) {
    expect(await answerTo(attacker, 'set', payload)).toBe('service-unavailable');
  }
  expect([...alice.all('roster'), ...alice.all('blocked')]).toHaveLength(2);
});

test('T33: who offers a file past the server is told what an empty address says, and it is on record', async () => {
  const offers = [
    `<jingle xmlns='urn:xmpp:jingle:1' action='session-initiate' initiator='bob@corp.test/x' sid='a1'><content creator='initiator' name='f' senders='initiator'><description xmlns='urn:xmpp:jingle:apps:file-transfer:5'><file><name>plan.pdf</name><size>1022</size></file></description><transport xmlns='urn:xmpp:jingle:transports:ibb:1' block-size='4096' sid='b1'/></content></jingle>`,
    `<si xmlns='http://jabber.org/protocol/si' id='a2' profile='http://jabber.org/protocol/si/profile/file-transfer'><file xmlns='http://jabber.org/protocol/si/profile/file-transfer' name='plan.pdf' size='1022'/></si>`,
    `<query xmlns='http://jabber.org/protocol/bytestreams' sid='a2'><streamhost host='127.0.0.1' jid='bob@corp.test/x' port='5086'/></query>`,
    `<open xmlns='http://jabber.org/protocol/ibb' sid='b1' block-size='4096'/>`,
    `<query xmlns='jabber:iq:oob'><url>http://127.0.0.1/plan.pdf</url></query>`,
  ];
  const bob = await scene.peer('bob@corp.test');
  for (const attacker of [bob, mallory]) {
    for (const offer of offers) expect(await answerTo(attacker, 'set', offer)).toBe('service-unavailable');
  }
  for (const offer of offers)
    expect(await errorFrom(ours, 'set', offer)).toBe(await errorFrom(nobody, 'set', offer));
  expect(rules().filter((rule) => rule === 'peer-to-peer.refused bob@corp.test')).toHaveLength(offers.length);
  // A proposal goes to all devices of a person: one that knows nothing of it says nothing, and another may take the call.
  bob.send(
    `<message to='alice@corp.test' type='chat' id='p1'><propose xmlns='urn:xmpp:jingle-message:0' id='a3'><description xmlns='urn:xmpp:jingle:apps:file-transfer:5'/></propose></message>`,
  );
  await afterAttack(bob);
  expect(news()).toEqual([]);
  expect(rules().filter((rule) => rule === 'peer-to-peer.refused bob@corp.test')).toHaveLength(
    offers.length + 1,
  );
  expect(bob.received.filter((stanza) => child(stanza, 'reject') !== undefined)).toEqual([]);
});

/** An address of ours where nobody is. */
const nobody = 'alice@corp.test/nobody';

/** All that the stranger sees of a refusal, but the addresses. */
async function errorFrom(address: string, type: string, payload: string): Promise<string> {
  const id = randomUUID();
  mallory.send(`<iq type='${type}' id='${id}' to='${address}'>${payload}</iq>`);
  const answer = await mallory.expect((stanza) => attribute(stanza, 'id') === id);
  expect(attribute(answer, 'type')).toBe('error');
  return answer.children.map((each) => (typeof each === 'string' ? each : serialise(each))).join('');
}

function presencesOf(peer: Peer, jid: string): Xml[] {
  return peer.received.filter(
    (stanza) => stanza.name === 'presence' && attribute(stanza, 'from').startsWith(jid),
  );
}
