import { copyFileSync, cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { headsInLog } from '../../../electron/audit/heads-in-log.ts';
import { segmentsIn } from '../../../electron/audit/segment.ts';
import { readSigningKey } from '../../../electron/audit/signing-key.ts';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { en } from '../../../renderer/text/en.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { impostorsLure } from '../../server/people/impostor.ts';
import { logServerName, type Rsyslog, startRsyslog } from '../../server/rsyslog.ts';
import { attribute } from '../../server/xml.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { signingSecrets } from '../../stage/keychain.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { edited, reseal, rewrite } from '../../unit/audit/tamper.ts';

// One working day of the gate, over two starts of the program: what the company decided is what happens, and the log server can prove it.

const LENA = 'Lena Park';
const booking = 'Card for the booking: 4111 1111 1111 1111, exp 08/28';
const teardown = new Teardown();
const scratch = mkdtempSync(path.join(tmpdir(), 'gatehouse-day-'));
let company: Company;
let rsyslog: Rsyslog;
let scene: Scene;
let window: GatehouseWindow;
let lena: BareJid;
/** The record as it is at the end of the day, and as it was at noon. */
const record = path.join(scratch, 'record');
const noon = path.join(scratch, 'noon');
let secrets: readonly string[] = [];

beforeAll(async () => {
  teardown.add(() => rmSync(scratch, { recursive: true, force: true }));
  [company, rsyslog] = await Promise.all([openCompany(quickPace), startRsyslog({ driver: 'gtls' })]);
  teardown.add(() => rsyslog.stop());
  teardown.add(() => company.stop());
  scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  lena = parseBareJid(company.cast.lena.jid) ?? expect.fail('no address');
  window = await scene.launch({ policy: policy() });
  await window.signIn(company.cast.anna.jid, company.cast.anna.password);
  await window.isOnline();
});
afterAll(() => teardown.run());

function policy(changes: object = {}): object {
  const { certificate, key } = rsyslog.clientCertificates;
  const clientCertificate = { certificateFile: inHome(certificate), keyFile: inHome(key) };
  const caFile = inHome(rsyslog.certificates.caFile);
  const forwarding = {
    host: logServerName,
    port: rsyslog.port,
    caFile,
    clientCertificate,
    heartbeatSeconds: 1,
  };
  return companyPolicy(company.server, { forwarding, ...changes });
}

/** Where the account that Electron runs as can read it. */
function inHome(file: string): string {
  const copy = path.join(scene.home, `log-server-${path.basename(file)}`);
  copyFileSync(file, copy);
  giveTo(electronAccount(), copy);
  return copy;
}

/** As an administrator's tool would: in one piece. */
function putPolicy(content: object): void {
  const file = path.join(scene.home, 'policy.json');
  writeFileSync(`${file}.new`, JSON.stringify(content));
  giveTo(electronAccount(), `${file}.new`);
  renameSync(`${file}.new`, file);
}

async function quit(keepAs: string): Promise<void> {
  const profile = await scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  await scene.quit();
  cpSync(path.join(profile, 'record'), keepAs, { recursive: true });
}

test('a stranger is in the tray and nowhere else, and hears nothing', async () => {
  company.lure();
  await window.openRequests();
  const lure = window.page.getByText(impostorsLure[0], { exact: true });
  await lure.waitFor();
  await window.page.getByText('xn--crp-sed.test/sso/renew').waitFor();
  expect(await window.page.getByText('https://').count()).toBe(0);
  await vi.waitFor(
    async () =>
      expect(await window.call('requests.list', null)).toMatchObject({
        value: [{ peer: company.cast.impostor.jid, messages: [{}, {}] }],
      }),
    { timeout: 10_000 },
  );
  expect(await window.page.getByRole('link').count()).toBe(0);
  expect(await window.conversation('IT Helpdesk').count()).toBe(0);
  expect(await window.conversation(company.cast.impostor.jid).count()).toBe(0);
  await company.impostor.settle();
  const heard = company.impostor.received.filter((stanza) =>
    attribute(stanza, 'from').startsWith(company.cast.anna.jid),
  );
  expect(heard).toEqual([]);
});

test('T37: a card number is stopped before it is sent, as the archive of the other side’s server proves', async () => {
  await window.begin(LENA);
  await window.send(LENA, booking);
  const question = window.page.getByRole('dialog', { name: en.leaving.titles.outside });
  await question.getByText('••••••••••••1111').waitFor();
  await window.page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await window.send(LENA, 'I call you about the card');
  const atPartner = async () =>
    (await company.lena.archive(company.cast.anna.jid)).map(({ body }) => body).join('\n');
  await expect.poll(atPartner).toContain('I call you about the card');
  expect(await atPartner()).not.toContain('4111 1111');
  await quit(noon);
});

test('a policy that comes while the program runs closes the way to and from an outside person', async () => {
  window = await scene.launch({ policy: policy() });
  await window.isOnline();
  await window.open(LENA);
  putPolicy(policy({ federation: { externalMode: 'off' } }));
  await vi.waitFor(
    async () => {
      const people = await window.call('people.list', null);
      expect(people).toMatchObject({
        value: expect.arrayContaining([
          expect.objectContaining({ jid: lena, closed: expect.objectContaining({ code: 'federation.off' }) }),
        ]),
      });
    },
    { timeout: 20_000, interval: 200 },
  );
  const before = (await company.lena.archive(company.cast.anna.jid)).length;
  company.lena.sendMessage(company.cast.anna.jid, 'Are you still there?');
  await company.lena.settle();
  await window.call('messages.send', { peer: lena, text: 'Yes I am', answer: null });
  company.bea.sendMessage(company.cast.anna.jid, 'Lunch at noon?');
  await window.open('Bea Lindqvist');
  await window.message('Lunch at noon?').waitFor();
  const page = { peer: lena, before: null, after: null, around: null, limit: 50 };
  const stored = JSON.stringify(await window.call('conversations.page', page));
  expect(stored).not.toContain('Are you still there?');
  const atPartner = await company.lena.archive(company.cast.anna.jid);
  // Her own line is there; nothing of Anna's is.
  expect(atPartner.slice(before).map(({ body }) => body)).toEqual(['Are you still there?']);
  secrets = await signingSecrets(scene.gatehouse.app);
  await quit(record);
});

const verify = async (folder: string, heads: readonly string[] = witness()) => {
  const { out, exitCode } = await runCommand(['audit', 'verify', folder, ...heads, '--json'], {
    readFile: async () => new Uint8Array(),
    readInput: async () => '',
  });
  const { findings, ...verified } = JSON.parse(out);
  return { ...verified, exitCode, codes: findings.map(({ code }: { code: string }) => code) };
};
const witness = () => ['--heads', rsyslog.logFile, '--host', hostname()];

test('the log server has all of it over mutual TLS, and with its heads the record is proven', async () => {
  await vi.waitUntil(
    () => rsyslog.lines.join('\n').split(' gatehouse - closed ').length > 2 && isWitnessed(),
    { timeout: 20_000 },
  );
  const verified = await verify(record);
  expect(verified).toMatchObject({ exitCode: 0, codes: [], unsigned: 0, isClosed: true });
  expect(verified.witnessed).toBe(verified.heads);
  const log = rsyslog.lines.join('\n');
  for (let index = 0; index < verified.size; index += 1) expect(log).toContain(` index="${index}"`);
  for (const kind of ['sign-in', 'roster', 'message', 'decision', 'policy', 'border', 'closed'])
    expect(log).toContain(` gatehouse - ${kind} `);
  // No part of the number: four digits may stand in any hash.
  for (const words of ['4111 1111', '41111111', 'about the card', 'Lunch', impostorsLure[0]])
    expect(log).not.toContain(words);
});

/** What rsyslog has read it writes when it comes to it; the head of the end is the last. */
function isWitnessed(): boolean {
  return (
    headsInLog(rsyslog.lines.join('\n'), hostname()).length > 0 &&
    / gatehouse - head /.test(rsyslog.lines.at(-1) ?? '')
  );
}

test.each<[string, (folder: string) => void]>([
  ['an entry that is edited', (folder) => rewrite(folder, (items) => items.map((item) => edited(item)))],
  ['an entry taken out', (folder) => rewrite(folder, (items) => items.filter((_, index) => index !== 5))],
  [
    'two entries in each other’s place',
    (folder) =>
      rewrite(folder, ([a, b, c, ...rest]) => [a, c, b, ...rest].filter((item) => item !== undefined)),
  ],
  ['its end cut off', (folder) => rewrite(folder, (items) => items.slice(0, -6))],
  [
    'the record of noon in its place',
    (folder) => {
      rmSync(folder, { recursive: true });
      cpSync(noon, folder, { recursive: true });
    },
  ],
  [
    'everything resealed with the key that signed last',
    (folder) => {
      const key = readSigningKey(secrets.at(-1) ?? '') ?? expect.fail('no key in the keychain');
      reseal(folder, key, edited);
    },
  ],
])('a record is found out with %s', async (_what, tamper) => {
  const folder = path.join(scratch, 'tampered');
  rmSync(folder, { recursive: true, force: true });
  cpSync(record, folder, { recursive: true });
  expect(segmentsIn(folder).length).toBeGreaterThan(0);
  tamper(folder);
  const { codes, exitCode } = await verify(folder);
  expect(codes.length).toBeGreaterThan(0);
  expect(exitCode).toBe(1);
});
