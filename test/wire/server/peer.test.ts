import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { attribute, child, text } from '../../server/xml.ts';

const ALICE = { jid: 'alice@corp.test', password: 'secret of alice' };
const LENA = { jid: 'lena@partner.test', password: 'secret of lena' };
let server: Prosody;
const online: Peer[] = [];

beforeAll(async () => {
  server = await startProsody();
  for (const { jid, password } of [ALICE, LENA]) server.addAccount(jid, password);
});
afterEach(async () => {
  for (const peer of online.splice(0)) await peer.logOut();
});
afterAll(() => server?.stop());

async function login(credentials: typeof ALICE, resource?: string): Promise<Peer> {
  const peer = await Peer.login(server, resource ? { ...credentials, resource } : credentials);
  online.push(peer);
  return peer;
}

describe('a peer of the tests', () => {
  it('exchanges messages with someone of the other host, markup and all', async () => {
    const [alice, lena] = [await login(ALICE), await login(LENA)];
    const body = `<b>5 > 4 & "so"</b> 🏰 Grüße'`;
    const id = alice.sendMessage(LENA.jid, body, { wantsReceipt: true });
    const stanza = await lena.expectMessage(body);
    expect(attribute(stanza, 'from')).toBe(alice.jid);
    expect(child(stanza, 'request', 'urn:xmpp:receipts')).toBeDefined();
    lena.sendReceipt(alice.jid, id);
    const receipt = await alice.expect((each) => child(each, 'received') !== undefined);
    expect(attribute(child(receipt, 'received'), 'id')).toBe(id);
  });

  it('sees the subscription of another', async () => {
    const [alice, lena] = [await login(ALICE), await login(LENA)];
    lena.sendSubscription(ALICE.jid, 'subscribe');
    await alice.expect((stanza) => attribute(stanza, 'type') === 'subscribe');
    alice.sendSubscription(LENA.jid, 'subscribed');
    const presence = await lena.expect((each) => attribute(each, 'from') === alice.jid);
    expect(presence.name).toBe('presence');
  });

  it('reads its whole archive over several pages, in order and each message once', async () => {
    const [alice, lena] = [await login(ALICE), await login(LENA)];
    const bodies = Array.from({ length: 120 }, (_, index) => `page ${index}`);
    for (const body of bodies) alice.sendMessage(LENA.jid, body);
    await lena.expectMessage('page 119');
    const archived = await lena.archive(ALICE.jid);
    expect(archived.map(({ body }) => body).filter((body) => body.startsWith('page '))).toEqual(bodies);
    expect(archived.every(({ at }) => Math.abs(at - Date.now()) < 60_000)).toBe(true);
  });

  it('answers pings and refuses other requests', async () => {
    const [alice, lena] = [await login(ALICE), await login(LENA)];
    await alice.request('get', `<ping xmlns='urn:xmpp:ping'/>`, lena.jid);
    const unknown = alice.request('get', `<query xmlns='urn:nobody:knows'/>`, lena.jid);
    await expect(unknown).rejects.toThrow('service-unavailable');
  });

  it('knows after settling that nothing came', async () => {
    const alice = await login(ALICE);
    await alice.settle();
    expect(alice.received.filter((stanza) => text(child(stanza, 'body')) === 'never sent')).toEqual([]);
  });

  it('gives up waiting with what came instead', async () => {
    const [alice, lena] = [await login(ALICE), await login(LENA)];
    lena.sendMessage(alice.jid, 'something else');
    await alice.expectMessage('something else');
    await expect(alice.expectMessage('the right thing', 50)).rejects.toThrow('something else');
  });

  it('fails what it waits for when the server goes', async () => {
    const alice = await login(ALICE);
    const waiting = alice.expectMessage('never');
    alice.drop();
    await expect(waiting).rejects.toThrow('closed');
    online.length = 0;
  });
});
