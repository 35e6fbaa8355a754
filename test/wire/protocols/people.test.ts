import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { attribute } from '../../server/xml.ts';
import { bare } from './desk.ts';
import { Scene } from './scene.ts';

let prosody: Prosody;
let scene: Scene;

beforeAll(async () => {
  prosody = await startProsody({
    groups: {
      Sales: [
        { jid: 'alice@corp.test', name: 'Alice Adams' },
        { jid: 'bob@corp.test', name: 'Bob Brown' },
      ],
      Board: [
        { jid: 'alice@corp.test', name: 'Alice Adams' },
        { jid: 'bob@corp.test', name: 'Bob Brown' },
        { jid: 'carol@corp.test', name: 'Carol Clark' },
      ],
    },
  });
  const names = ['alice@corp.test', 'bob@corp.test', 'carol@corp.test', 'dave@corp.test', 'pat@partner.test'];
  scene = new Scene(prosody, names);
});
afterEach(() => scene.clear());
afterAll(() => prosody?.stop());

test('the company’s groups are on the roster, with everybody’s name', async () => {
  const alice = await scene.desk('alice@corp.test');
  const [whole] = alice.all('roster');
  expect(whole?.isWhole).toBe(true);
  const people = whole?.changed.map(({ jid, name, groups, subscription }) => ({
    jid,
    name,
    groups: groups.toSorted(),
    subscription,
  }));
  expect(people?.toSorted((a, b) => a.jid.localeCompare(b.jid))).toEqual([
    { jid: 'bob@corp.test', name: 'Bob Brown', groups: ['Board', 'Sales'], subscription: 'both' },
    { jid: 'carol@corp.test', name: 'Carol Clark', groups: ['Board'], subscription: 'both' },
  ]);
});

test('who is there, and how, is told until he leaves', async () => {
  const alice = await scene.desk('alice@corp.test');
  const bob = await scene.desk('bob@corp.test');
  await alice.hears(
    'presence',
    ({ jid, availability }) => jid === 'bob@corp.test' && availability === 'available',
  );
  bob.wire.setPresence('busy', 'In a call');
  await alice.hears(
    'presence',
    ({ availability, statusText }) => `${availability} ${statusText}` === 'busy In a call',
  );
  alice.wire.setPresence('away', '');
  await bob.hears(
    'presence',
    ({ jid, availability }) => jid === 'alice@corp.test' && availability === 'away',
  );
  await bob.wire.stop();
  await alice.hears(
    'presence',
    ({ jid, availability }) => jid === 'bob@corp.test' && availability === 'offline',
  );
});

test('a request to see our presence is asked, answered, and then they see us', async () => {
  const alice = await scene.desk('alice@corp.test');
  const pat = await scene.peer('pat@partner.test');
  pat.sendSubscription('alice@corp.test', 'subscribe');
  await alice.hears('asking', ({ jid, isAsking }) => jid === 'pat@partner.test' && isAsking);
  expect(alice.wire.answerRequest(bare('pat@partner.test'), true)).toEqual({ ok: true });
  await pat.expect((stanza) => stanza.name === 'presence' && attribute(stanza, 'type') === 'subscribed');
  await alice.until(() => alice.contact('pat@partner.test')?.subscription === 'from');
  expect(alice.all('asking').map(({ isAsking }) => isAsking)).toEqual([true, false]);

  expect(await alice.wire.addContact(bare('pat@partner.test'), 'Pat')).toEqual({ ok: true });
  await pat.expect((stanza) => stanza.name === 'presence' && attribute(stanza, 'type') === 'subscribe');
  await alice.until(() => alice.contact('pat@partner.test')?.isAskedByUs === true);
  pat.sendSubscription('alice@corp.test', 'subscribed');
  await alice.until(() => alice.contact('pat@partner.test')?.subscription === 'both');
  expect(alice.contact('pat@partner.test')).toMatchObject({ name: 'Pat', isAskedByUs: false });
  await alice.hears(
    'presence',
    ({ jid, availability }) => jid === 'pat@partner.test' && availability === 'available',
  );

  expect(await alice.wire.removeContact(bare('pat@partner.test'))).toEqual({ ok: true });
  await alice.hears('roster', ({ removed }) => removed.includes(bare('pat@partner.test')));
});

test('a request that waited while we were away is told at the next login, one that was withdrawn is over', async () => {
  const dave = await scene.desk('dave@corp.test');
  const pat = await scene.peer('pat@partner.test');
  const carol = await scene.peer('carol@corp.test');
  dave.cable.pull();
  pat.sendSubscription('dave@corp.test', 'subscribe');
  carol.sendSubscription('dave@corp.test', 'subscribe');
  await Promise.all([pat.settle(), carol.settle()]);
  await prosody.restart();
  dave.cable.plug();
  dave.wire.reconnect();
  await dave.ready(2);
  expect(dave.all('asking')).toHaveLength(2);
  const carolAgain = await scene.peer('carol@corp.test');
  dave.cable.pull();
  carolAgain.sendSubscription('dave@corp.test', 'unsubscribe');
  await carolAgain.settle();
  await prosody.restart();
  dave.cable.plug();
  dave.wire.reconnect();
  await dave.ready(3);
  expect(dave.all('asking').at(-1)).toEqual({ jid: 'carol@corp.test', isAsking: false });
});

test('a blocked person reaches us no more, on all our devices, until he is unblocked', async () => {
  const alice = await scene.desk('alice@corp.test');
  const phone = await scene.desk('alice@corp.test');
  const pat = await scene.peer('pat@partner.test');
  expect(await alice.wire.block(bare('pat@partner.test'), 'spam')).toEqual({ ok: true });
  for (const device of [alice, phone])
    await device.hears('blocked', (jids) => jids.includes(bare('pat@partner.test')));
  pat.sendMessage('alice@corp.test', 'Can you hear me?');
  await pat.expect((stanza) => stanza.name === 'message' && attribute(stanza, 'type') === 'error');
  expect(await alice.wire.unblock(bare('pat@partner.test'))).toEqual({ ok: true });
  for (const device of [alice, phone]) await device.until(() => device.all('blocked').at(-1)?.length === 0);
  pat.sendMessage('alice@corp.test', 'And now?');
  await alice.hearsBody('And now?');
  expect(alice.heard.map(({ body }) => body)).toEqual(['And now?']);
});

test('a message to somebody we have blocked fails and says so', async () => {
  const alice = await scene.desk('alice@corp.test');
  await alice.wire.block(bare('pat@partner.test'), null);
  const id = alice.write('pat@partner.test', 'Hello');
  await alice.hears('failed', (failed) => failed.id === id && failed.failure === 'blocked-recipient');
  await alice.wire.unblock(bare('pat@partner.test'));
});
