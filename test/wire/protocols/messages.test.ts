import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { bare, Drawer } from './desk.ts';
import { Scene } from './scene.ts';

let prosody: Prosody;
let scene: Scene;

beforeAll(async () => {
  const friends = ['alice@corp.test', 'bob@corp.test'];
  prosody = await startProsody({ groups: { Everyone: friends.map((jid) => ({ jid, name: jid })) } });
  scene = new Scene(prosody, [...friends, 'carol@corp.test']);
});
afterEach(() => scene.clear());
afterAll(() => prosody?.stop());

describe('two people', () => {
  test('write to each other, see that it arrived, and that the other is writing', async () => {
    const [alice, bob] = await Promise.all([scene.desk('alice@corp.test'), scene.desk('bob@corp.test')]);
    await alice.hears('presence', (told) => told.jid === 'bob@corp.test');
    bob.wire.on('message', (message) => bob.wire.acknowledge(message));
    bob.wire.setComposing(bare('alice@corp.test'), true);
    await alice.hears('composing', (told) => told.isComposing);
    bob.write('alice@corp.test', 'Hello Alice');
    const hello = await alice.hearsBody('Hello Alice');
    expect(hello).toMatchObject({ via: 'live', direction: 'in', peer: 'bob@corp.test', wantsReceipt: true });
    expect(hello.archiveId).toEqual(expect.any(String));
    expect(alice.all('composing').map(({ isComposing }) => isComposing)).toEqual([true, false]);

    const id = alice.write('bob@corp.test', 'Hello Bob & <friends> 🌍');
    await bob.hearsBody('Hello Bob & <friends> 🌍');
    await alice.hears('delivered', (told) => told.id === id);
    expect(alice.all('sent')).toContainEqual({ id });
    expect(alice.all('delivered')).toEqual([{ id, by: 'bob@corp.test' }]);
    expect([...alice.all('violation'), ...bob.all('violation')]).toEqual([]);
  });

  test('see what another client of theirs writes and reads', async () => {
    const laptop = await scene.desk('alice@corp.test');
    const phone = await scene.peer('alice@corp.test');
    const bob = await scene.peer('bob@corp.test');
    phone.sendMessage('bob@corp.test', 'from my phone', { id: 'p1' });
    expect(await laptop.hearsBody('from my phone')).toMatchObject({
      via: 'carbon',
      direction: 'out',
      peer: 'bob@corp.test',
      stanzaId: 'p1',
    });
    bob.sendMessage(phone.jid, 'to your phone');
    expect(await laptop.hearsBody('to your phone')).toMatchObject({
      via: 'carbon',
      direction: 'in',
      peer: 'bob@corp.test',
    });
    expect(laptop.all('violation')).toEqual([]);
  });

  test('get what was written while they were away, in order, with the time it was written', async () => {
    const drawer = new Drawer();
    await (await scene.desk('carol@corp.test', drawer)).close();
    const bob = await scene.peer('bob@corp.test');
    const before = Date.now();
    for (const body of ['one', 'two', 'three']) bob.sendMessage('carol@corp.test', body);
    await bob.settle();
    const after = Date.now();
    const carol = await scene.desk('carol@corp.test', drawer);
    expect(carol.heard.map(({ via, body }) => `${via} ${body}`)).toEqual([
      'archive one',
      'archive two',
      'archive three',
    ]);
    // The archive counts in seconds.
    for (const { at } of carol.heard) {
      expect(at).toBeGreaterThan(before - 1000);
      expect(at).toBeLessThanOrEqual(after);
    }
    const again = await scene.desk('carol@corp.test', drawer);
    expect(again.heard).toEqual([]);
  });

  test('learn that nobody is there to read it', async () => {
    const alice = await scene.desk('alice@corp.test');
    const id = alice.write('nobody@corp.test', 'Hello?');
    await alice.hears('failed', (told) => told.id === id);
    expect(alice.all('failed')).toEqual([{ id, failure: 'refused-by-server' }]);
  });
});

test('a message that its sender edits, or that is encrypted, is what it says and nothing else', async () => {
  const alice = await scene.desk('alice@corp.test');
  const bob = await scene.peer('bob@corp.test');
  bob.sendMessage('alice@corp.test', 'I sent you an encrypted message', {
    extra: `<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/></encrypted>`,
  });
  bob.sendMessage('alice@corp.test', 'corrected', {
    extra: `<replace xmlns='urn:xmpp:message-correct:0' id='x'/>`,
  });
  await alice.hearsBody('corrected');
  expect(alice.heard.slice(-2).map(({ isEncrypted, body }) => ({ isEncrypted, body }))).toEqual([
    { isEncrypted: true, body: '' },
    { isEncrypted: false, body: 'corrected' },
  ]);
});

test('the window’s state goes to the server and disturbs no message', async () => {
  const alice = await scene.desk('alice@corp.test');
  for (const [index, isActive] of [false, true, false].entries()) {
    alice.wire.setActive(isActive);
    const id = alice.write('bob@corp.test', `message ${index}`);
    await alice.hears('sent', (sent) => sent.id === id);
  }
  const states = prosody.logs().filter((line) => /Received\[c2s\]: <(in)?active /.test(line));
  expect(states).toHaveLength(3);
});
