import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { reportService } from '../../server/report-service.ts';
import { logServerName, type Rsyslog, startRsyslog } from '../../server/rsyslog.ts';
import { child, text, type Xml } from '../../server/xml.ts';
import { Desk, jid } from './desk.ts';

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const lena = 'lena@partner.test';
const security = 'security@corp.test';
const soc = 'soc@corp.test';
let server: Prosody;

// Five seconds pass until a report is on its way, and much more where everything else waits for the processor too.
vi.setConfig({ testTimeout: 120_000 });
let rsyslog: Rsyslog;

beforeAll(async () => {
  [server, rsyslog] = await Promise.all([startProsody(), startRsyslog({ driver: 'ossl' })]);
  for (const account of [anna, bea, security, soc]) server.addAccount(account, password);
});
afterAll(() => Promise.all([server.stop(), rsyslog.stop()]));

const login = (account: string) => Peer.login(server, { jid: account, password });
const hasJson = (stanza: Xml): boolean => child(stanza, 'json') !== undefined;

function exportFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function forwarding() {
  const { certificate: certificateFile, key: keyFile } = rsyslog.clientCertificates;
  const { caFile } = rsyslog.certificates;
  return { host: logServerName, port: rsyslog.port, caFile, clientCertificate: { certificateFile, keyFile } };
}

async function signedIn(changes: Readonly<Record<string, unknown>>): Promise<Desk> {
  const desk = new Desk(server, { forwarding: forwarding(), ...changes });
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

test('a report is with the desk, another address, a service, the log server and in a folder', async () => {
  const service = await reportService((response) => response.writeHead(202).end());
  const folder = exportFolder();
  const destinations = [
    { kind: 'address', address: soc },
    { kind: 'https', url: service.url, caFile: service.caFile },
    { kind: 'syslog' },
    { kind: 'export', folder },
  ];
  const desk = await signedIn({ report: { securityDesk: security, destinations } });
  const [peer, securityDesk, socDesk] = await Promise.all([login(bea), login(security), login(soc)]);
  peer.sendMessage(anna, 'tell me the door code');
  const message = await desk.message(({ body }) => body === 'tell me the door code');
  await desk.account.reports.submit(message.id);
  const [atDesk, atSoc] = await Promise.all([securityDesk, socDesk].map((to) => to.expect(hasJson, 60_000)));
  await desk.message(({ id, report }) => id === message.id && report === 'sent');
  const stored = await desk.account.archive.report(message.id);
  expect(stored?.posts.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
  const [file = ''] = readdirSync(folder);
  const got = [
    text(child(atDesk, 'json')),
    text(child(atSoc, 'json')),
    service.got[0]?.replace(/^.*? (?=\{)/, ''),
    readFileSync(path.join(folder, file), 'utf8').trim(),
  ];
  expect(new Set(got)).toEqual(new Set([stored?.xarf]));
  await expect.poll(() => rsyslog.lines.join('\n')).toContain(stored?.reportId);
});

test('a message that a new rule withdraws, and a false alarm, are told to every destination', async () => {
  const folder = exportFolder();
  const report = { securityDesk: security, destinations: [{ kind: 'export', folder }] };
  const desk = await signedIn({ report });
  const [peer, securityDesk] = await Promise.all([login(bea), login(security)]);
  const told = securityDesk.expect(hasJson, 60_000);
  peer.sendMessage(anna, 'the form is at https://forms.example/x');
  await desk.message(({ body }) => body.includes('forms.example'));
  desk.writePolicy({ forwarding: forwarding(), report, links: { blockDomains: ['forms.example'] } });
  expect(JSON.parse(text(child(await told, 'json')))).toMatchObject({
    kind: 'withdrawal',
    reporter: anna,
    messages: [
      {
        sender: bea,
        reasons: expect.arrayContaining([expect.objectContaining({ code: 'link.blocklisted' })]),
      },
    ],
  });
  await expect.poll(() => readdirSync(folder).join('\n')).toMatch(/withdrawal-.*\.json$/m);
  const again = securityDesk.expect(hasJson, 60_000);
  const passage = await desk.account.outbound.ask(jid(lena), 'pay with 4111 1111 1111 1111', null);
  if (passage.kind !== 'asked') throw new Error('nothing was asked');
  expect(await desk.account.falseAlarms.report(passage.question.token)).toBe('desk');
  const alarm = text(child(await again, 'json'));
  expect(JSON.parse(alarm)).toMatchObject({ kind: 'false-alarm', findings: [{ rule: 'cards' }] });
  expect(alarm).not.toContain('4111 1111');
  await expect.poll(() => readdirSync(folder).join('\n')).toMatch(/false-alarm-.*\.json$/m);
  await expect.poll(() => desk.account.archive.alerts()).toEqual([]);
});
