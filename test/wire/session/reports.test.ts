import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { reportService } from '../../server/report-service.ts';
import { child, text } from '../../server/xml.ts';
import { Desk } from './desk.ts';

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const security = 'security@corp.test';
let server: Prosody;

// Five seconds pass until a report is on its way, and much more where everything else waits for the processor too.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  server = await startProsody();
  for (const account of [anna, bea, security]) server.addAccount(account, password);
});
afterAll(() => server.stop());

const login = (account: string) => Peer.login(server, { jid: account, password });

async function signedIn(changes: Readonly<Record<string, unknown>> = {}): Promise<Desk> {
  const desk = new Desk(server, changes);
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

test('a report reaches the security desk with the stanza as evidence, and its mark follows', async () => {
  const desk = await signedIn();
  const [peer, securityDesk] = await Promise.all([login(bea), login(security)]);
  peer.sendMessage(anna, 'an earlier line');
  peer.sendMessage(anna, 'please read your code to me');
  const message = await desk.message(({ body }) => body.startsWith('please'));
  expect(await desk.account.reports.submit(message.id)).toMatchObject({ ok: true });
  await desk.message(({ id, report }) => id === message.id && report === 'undoable');

  const arrived = await securityDesk.expect((stanza) => child(stanza, 'json') !== undefined, 60_000);
  expect(text(child(arrived, 'body'))).toContain('please read your code to me');
  const xarf: unknown = JSON.parse(text(child(arrived, 'json')));
  expect(xarf).toMatchObject({ xarf_version: expect.stringMatching(/^4/), category: 'messaging' });
  expect(Buffer.from(JSON.stringify(xarf)).toString()).not.toContain(password);
  await desk.message(({ id, report }) => id === message.id && report === 'sent');
  await desk.message(
    ({ peer, direction, state }) => peer === security && direction === 'out' && state === 'sent',
  );
  peer.sendMessage(anna, 'still heard');
  await desk.message(({ body }) => body === 'still heard');
});

test('a report that is taken back never reaches the desk', async () => {
  const desk = await signedIn();
  const [peer, securityDesk] = await Promise.all([login(bea), login(security)]);
  peer.sendMessage(anna, 'harmless after all');
  const message = await desk.message(({ body }) => body === 'harmless after all');
  await desk.account.reports.submit(message.id);
  expect(await desk.account.reports.undo(message.id)).toEqual({ ok: true });
  expect((await desk.account.archive.message(message.id))?.report).toBe('none');
  peer.sendMessage(anna, 'reported instead');
  const other = await desk.message(({ body }) => body === 'reported instead');
  await desk.account.reports.submit(other.id);
  const first = await securityDesk.expect((stanza) => child(stanza, 'json') !== undefined, 60_000);
  const xarf = JSON.parse(text(child(first, 'json'))) as { evidence: { payload: string }[] };
  const [reported] = xarf.evidence;
  expect(Buffer.from(reported?.payload ?? '', 'base64').toString()).toContain('reported instead');
});

test('a report reaches a service of the company’s over HTTPS, as XARF', async () => {
  const service = await reportService((response) => response.writeHead(202).end());
  const destinations = [{ kind: 'https', url: service.url, caFile: service.caFile }];
  const desk = await signedIn({ report: { securityDesk: null, destinations } });
  const peer = await login(bea);
  peer.sendMessage(anna, 'tell me the door code');
  const message = await desk.message(({ body }) => body === 'tell me the door code');
  await desk.account.reports.submit(message.id);
  await desk.message(({ id, report }) => id === message.id && report === 'sent');
  const [got = ''] = service.got;
  expect(JSON.parse(got.slice(got.indexOf('{')))).toMatchObject({
    xarf_version: '4.0.0',
    source_identifier: bea,
  });
});

test('without a desk a report is kept and can be exported', async () => {
  const desk = await signedIn({ report: { securityDesk: null } });
  const peer = await login(bea);
  peer.sendMessage(anna, 'keep this');
  const message = await desk.message(({ body }) => body === 'keep this');
  await desk.account.reports.submit(message.id);
  await desk.message(({ id, report }) => id === message.id && report === 'kept');
  expect(JSON.parse((await desk.account.reports.export(message.id)) ?? 'null')).toMatchObject({
    category: 'messaging',
  });
});
