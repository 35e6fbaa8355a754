import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { Desk, Drawer } from '../protocols/desk.ts';
import type { ForeignClient, ForeignLogin } from './foreign-client.ts';
import { ProfanityClient } from './profanity-client.ts';
import { SlixmppClient } from './slixmpp-client.ts';

const password = 'correct horse';
const kinds: readonly [string, (login: ForeignLogin) => Promise<ForeignClient>][] = [
  ['profanity', ProfanityClient.logIn],
  ['slixmpp', SlixmppClient.logIn],
];
/** Ours, and the other's. */
const anna = (kind: string) => `anna.${kind}@corp.test`;
const bea = (kind: string) => `bea.${kind}@corp.test`;
let server: Prosody;

beforeAll(async () => {
  const accounts = kinds.flatMap(([kind]) => [anna(kind), bea(kind)]);
  const groups = { '+Everybody': accounts.map((jid) => ({ jid, name: jid })) };
  server = await startProsody({ hosts: ['corp.test'], groups });
  for (const jid of accounts) server.addAccount(jid, password);
});
afterAll(() => server?.stop());

async function ours(account: string, drawer = new Drawer()): Promise<Desk> {
  const desk = await Desk.open(server, { account, drawer });
  onTestFinished(() => desk.close());
  return desk.ready();
}

describe.each(kinds)('with %s', (kind, logIn) => {
  async function theirs(jid: string): Promise<ForeignClient> {
    const { host, starttlsPort: port, caFile } = server;
    const client = await logIn({ jid, password, host, port, caFile });
    onTestFinished(() => client.logOut());
    return client;
  }

  test('messages and receipts go both ways', async () => {
    const [desk, client] = await Promise.all([ours(anna(kind)), theirs(bea(kind))]);
    client.say(anna(kind), 'how-do-you-do');
    const heard = await desk.hearsBody('how-do-you-do');
    expect(heard).toMatchObject({ direction: 'in', peer: bea(kind), via: 'live', wantsReceipt: true });
    desk.wire.acknowledge(heard);
    await client.showsReceipt('how-do-you-do');

    const id = desk.write(bea(kind), 'how-do-you-do-too');
    await client.shows('how-do-you-do-too');
    await desk.hears('delivered', (receipt) => receipt.id === id && receipt.by === bea(kind));
  });

  test('a correction arrives as what it says', async () => {
    const [desk, client] = await Promise.all([ours(anna(kind)), theirs(bea(kind))]);
    client.say(anna(kind), 'at-noon');
    await desk.hearsBody('at-noon');
    client.correct(anna(kind), 'at-one');
    expect(await desk.hearsBody('at-one')).toMatchObject({ direction: 'in', peer: bea(kind) });
  });

  test('as the second device of one account both show what the other sends', async () => {
    const [desk, phone] = await Promise.all([ours(anna(kind)), theirs(anna(kind))]);
    phone.say(bea(kind), 'from-the-phone');
    expect(await desk.hearsBody('from-the-phone')).toMatchObject({ direction: 'out', via: 'carbon' });
    desk.write(bea(kind), 'from-the-desk');
    await phone.shows('from-the-desk');
  });

  test('what it said while we were away is caught up with, once and in order', async () => {
    const drawer = new Drawer();
    const before = await ours(anna(kind), drawer);
    const client = await theirs(bea(kind));
    client.say(anna(kind), 'before-we-left');
    await before.hearsBody('before-we-left');
    await before.close();
    const missed = ['missed-one', 'missed-two', 'missed-three'];
    for (const body of missed) client.say(anna(kind), body);
    await client.logOut();
    const after = await ours(anna(kind), drawer);
    expect(after.heard.map(({ body, via }) => [body, via])).toEqual(missed.map((body) => [body, 'archive']));
  });
});

test('slixmpp finds in the archive what we said while it was away', async () => {
  const desk = await ours(anna('slixmpp'));
  const id = desk.write(bea('slixmpp'), 'while-you-were-away');
  await desk.hears('sent', (sent) => sent.id === id);
  const { host, starttlsPort: port, caFile } = server;
  const client = await SlixmppClient.logIn({ jid: bea('slixmpp'), password, host, port, caFile });
  onTestFinished(() => client.logOut());
  await client.findsArchived(anna('slixmpp'), 'while-you-were-away');
});
