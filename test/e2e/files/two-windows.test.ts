import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { safeFileName } from '../../../electron/transfer/safe-file-name.ts';
import type { SharedFile } from '../../../shared/model/shared-file.ts';
import { type Clamd, startClamd } from '../../server/clamd.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { makePackage, wordBody } from '../../unit/inspect/documents/make-office.ts';
import { makePdf } from '../../unit/inspect/documents/make-pdf.ts';
import { Desk, jid } from '../../wire/session/desk.ts';
import { blockedHost, dangerousFiles } from '../../wire/transfer/dangerous-files.ts';
import { sendUninspected } from '../../wire/transfer/send-uninspected.ts';
import '../hardening/page.d.ts';

// Two people, each with the whole application, and a real server that keeps files: what goes and comes, and what does not.

const teardown = new Teardown();
const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const carls = 'carl@corp.test';
let clamd: Clamd;
let carl: Desk;
let blocklistFile: string;
let server: Prosody;
let from: Page;
let to: Page;

beforeAll(async () => {
  server = await startProsody({
    hosts: ['corp.test'],
    uploads: { domain: 'corp.test' },
    groups: {
      Finance: [
        { jid: anna, name: 'Anna Keller' },
        { jid: bea, name: 'Bea Lindqvist' },
        { jid: carls, name: 'Carl Stein' },
      ],
    },
  });
  teardown.add(() => server.stop());
  for (const account of [anna, bea, carls]) server.addAccount(account, password);
  clamd = await startClamd();
  teardown.add(() => clamd.stop());
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-files-'));
  teardown.add(() => rmSync(folder, { recursive: true, force: true }));
  blocklistFile = path.join(folder, 'blocklist.txt');
  writeFileSync(blocklistFile, `${blockedHost}\n`);
  // The application runs under an account of its own.
  for (const open of [folder, path.dirname(clamd.socket)]) chmodSync(open, 0o755);
  carl = new Desk(server, rules());
  teardown.add(() => carl.close());
  expect(await carl.session.signIn(carls, password, false)).toEqual({ ok: true });
  await carl.shown('session.changed', ({ connection }) => connection.kind === 'online');
  [from, to] = [await opened(anna), await opened(bea)];
});
afterAll(() => teardown.run());

async function opened(account: string): Promise<Page> {
  const scene = new Scene(inject('stage'));
  teardown.add(() => scene.end());
  const window = await scene.launch({ policy: companyPolicy(server, rules()) });
  await window.signIn(account, password);
  await window.isOnline();
  return window.page;
}

function rules(): Readonly<Record<string, unknown>> {
  const files = { hosts: [`localhost:${server.httpsPort}`], clamdSocket: clamd.socket };
  return { files, blocklistFile };
}

/** What the page of an attach button does. */
function give(page: Page, name: string, bytes: Uint8Array): Promise<unknown> {
  return page.evaluate(
    async ({ peer, name, bytes }) => {
      const piece = new Uint8Array(bytes);
      const begun = await window.gatehouse.call('files.begin', {
        peer,
        name,
        size: piece.byteLength,
        mediaType: '',
      });
      const { draft } = begun.ok ? (begun.value as { draft: string }) : { draft: '' };
      await window.gatehouse.call('files.add', { draft, bytes: piece });
      return window.gatehouse.call('files.send', { draft, text: '', answer: null });
    },
    { peer: bea, name, bytes: [...bytes] },
  );
}

interface Came {
  readonly id: string;
  readonly file: SharedFile;
}

async function came(page: Page, name: string, peer = anna): Promise<Came | null> {
  const messages = await page.evaluate(async (from) => {
    const query = { peer: from, before: null, after: null, around: null, limit: 50 };
    const reply = await window.gatehouse.call('conversations.page', query);
    return reply.ok ? (reply.value as { messages: readonly Came[] }).messages : [];
  }, peer);
  return messages.find(({ file }) => file?.name === name) ?? null;
}

const act = (page: Page, call: string, id: string): Promise<unknown> =>
  page.evaluate(({ call, id }) => window.gatehouse.call(call, { id }), { call, id });

const patience = { timeout: 30_000 };

test('a clean PDF goes through the server, is inspected on both sides and can be shown', async () => {
  const plan = makePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
  ]);
  expect(await give(from, 'plan.pdf', plan)).toMatchObject({ ok: true, value: { outcome: 'done' } });
  await expect.poll(async () => (await came(to, 'plan.pdf'))?.file.state, patience).toBe('offered');
  const { id } = (await came(to, 'plan.pdf')) ?? { id: '' };
  expect(await act(to, 'files.fetch', id)).toMatchObject({ ok: true });
  await expect.poll(async () => (await came(to, 'plan.pdf'))?.file.state, patience).toBe('ready');
  expect((await came(to, 'plan.pdf'))?.file).toMatchObject({
    type: 'pdf',
    preview: 'pdf',
    size: plan.byteLength,
  });
  expect(await act(to, 'files.preview', id)).toMatchObject({ ok: true });
});

test('T37: a card number in a document is asked about, and the server of files has nothing of it', async () => {
  const kept = (): number =>
    readdirSync(server.folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => path.dirname(name).endsWith('http_file_share') && name.endsWith('.bin'),
    ).length;
  const before = kept();
  const words = '<w:r><w:t>the card is 4111 1111 1111 1111</w:t></w:r>';
  const booking = makePackage({ 'word/document.xml': wordBody(words) });
  expect(await give(from, 'booking.docx', booking)).toMatchObject({ ok: true, value: { outcome: 'asked' } });
  expect(kept()).toBe(before);
});

test.each(dangerousFiles)(
  '%s is held with its reason, and can be neither saved nor shown',
  { timeout: 90_000 },
  async (_what, name, make, code) => {
    await sendUninspected(carl, jid(bea), { name, bytes: await make() });
    const shown = safeFileName(name);
    await expect.poll(async () => (await came(to, shown, carls))?.file.state, patience).toBe('offered');
    const { id } = (await came(to, shown, carls)) ?? { id: '' };
    expect(await act(to, 'files.fetch', id)).toMatchObject({ ok: true });
    await expect.poll(async () => (await came(to, shown, carls))?.file.state, patience).toBe('held');
    const held = await came(to, shown, carls);
    expect(held?.file.verdict.reasons.map((reason) => reason.code)).toContain(code);
    expect(await act(to, 'files.save', id)).toMatchObject({ ok: false, error: 'not-ready' });
    expect(await act(to, 'files.preview', id)).toMatchObject({ ok: false, error: 'not-ready' });
  },
);
