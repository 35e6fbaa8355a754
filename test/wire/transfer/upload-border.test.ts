import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Component } from '../../server/component.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { Desk, jid } from '../session/desk.ts';

// At a company that talks with nobody outside: of the domains below its own, the service for uploads gives slots, and none of them says
// or hears anything else.

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
let server: Prosody;

beforeAll(async () => {
  server = await startProsody({
    uploads: { domain: 'upload.corp.test', maxBytes: 4096 },
    components: ['guests.corp.test'],
    groups: { Finance: [anna, bea].map((address) => ({ jid: address, name: address })) },
  });
  for (const account of [anna, bea]) server.addAccount(account, password);
});
afterAll(() => server?.stop());

async function signedIn(federation: object): Promise<Desk> {
  const desk = new Desk(server, { federation });
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

test('a slot is given where policy lets nobody outside in, for what the service takes', async () => {
  const { wire } = (await signedIn({ externalMode: 'off' })).account;
  expect(await wire.uploadService()).toEqual({ address: 'upload.corp.test', maxSize: 4096 });
  const file = { name: 'plän.pdf', size: 4096, mediaType: 'application/pdf' };
  const answer = await wire.requestSlot(file);
  if (!answer.ok) throw new Error(answer.code);
  const { putUrl, getUrl, headers } = answer.slot;
  expect(putUrl).toMatch(
    new RegExp(`^https://localhost:${server.httpsPort}/file_share/[^/]+/pl%C3%A4n.pdf$`, 'i'),
  );
  expect(getUrl).toBe(putUrl);
  expect(Object.keys(headers)).toEqual(['Authorization']);
  expect(await wire.requestSlot({ ...file, size: 4097 })).toEqual({ ok: false, code: 'too-large' });
  // Prosody takes no path for a name.
  expect(await wire.requestSlot({ ...file, name: '../plan.pdf' })).toEqual({ ok: false, code: 'refused' });
});

test('T27, T31: nothing else passes to or from a domain beside it, though it is one of our server', async () => {
  const desk = await signedIn({ externalMode: 'off' });
  const { wire } = desk.account;
  const guest = await Component.connect(server, 'guests.corp.test');
  onTestFinished(() => guest.close());
  for (const service of ['upload.corp.test', 'guests.corp.test']) {
    expect(wire.send({ id: `to-${service}`, to: jid(service), body: 'the plan' })).toBe(false);
    expect(await wire.addContact(jid(service), 'Upload')).not.toEqual({ ok: true });
  }
  const colleague = await Peer.login(server, { jid: bea, password });
  onTestFinished(() => colleague.logOut());
  await guest.send(
    [
      `<message from='guests.corp.test' to='${anna}' type='chat'><body>from the service</body></message>`,
      `<message from='eve@guests.corp.test' to='${anna}' type='chat'><body>from a guest</body></message>`,
      `<presence from='guests.corp.test' to='${anna}' type='subscribe'/>`,
      `<message from='eve@guests.corp.test' to='${bea}' type='chat'><body>that was all</body></message>`,
    ].join(''),
  );
  await colleague.expectMessage('that was all');
  colleague.sendMessage(anna, 'behind it');
  await desk.message(({ body }) => body === 'behind it');
  expect(desk.announced.map(({ body }) => body)).toEqual(['behind it']);
});

test('a service whose domain policy blocks is not asked', async () => {
  const { wire } = (await signedIn({ externalMode: 'open', blockedDomains: ['upload.corp.test'] })).account;
  expect(await wire.uploadService()).toBeNull();
});
