import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { fileCalls } from '../../../electron/calls/file-calls.ts';
import { safeFileName } from '../../../electron/transfer/safe-file-name.ts';
import type { MessageId } from '../../../shared/model/message.ts';
import type { SharedFile } from '../../../shared/model/shared-file.ts';
import { type Clamd, startClamd } from '../../server/clamd.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { makePackage, wordBody } from '../../unit/inspect/documents/make-office.ts';
import { Desk, jid } from '../session/desk.ts';
import { blockedHost, dangerousFiles } from './dangerous-files.ts';
import { sendUninspected } from './send-uninspected.ts';

// Two colleagues, a real server that keeps files (XEP-0363), the real inspection in a thread of its own and a real ClamAV with a signature of
// ours. What is held comes from a colleague whose own program looks into nothing.

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const wide = 60_000;

let server: Prosody;
let clamd: Clamd;
let blocklistFile: string;

beforeAll(async () => {
  server = await startProsody({
    hosts: ['corp.test'],
    uploads: { domain: 'corp.test' },
    groups: {
      Finance: [
        { jid: anna, name: 'Anna Keller' },
        { jid: bea, name: 'Bea Lindqvist' },
      ],
    },
  });
  for (const account of [anna, bea]) server.addAccount(account, password);
  blocklistFile = path.join(server.folder, 'blocklist.txt');
  writeFileSync(blocklistFile, `${blockedHost}\n`);
  clamd = await startClamd();
}, wide);
afterAll(async () => {
  await server?.stop();
  await clamd?.stop();
});

class FileDesk extends Desk {
  readonly calls = fileCalls(this.session);

  async give(name: string, bytes: Uint8Array) {
    const begun = await this.calls['files.begin']({
      peer: jid(bea),
      name,
      size: bytes.byteLength,
      mediaType: '',
    });
    const draft = begun.ok ? begun.value.draft : '';
    expect(await this.calls['files.add']({ draft, bytes: new Uint8Array(bytes) })).toMatchObject({
      ok: true,
    });
    return this.calls['files.send']({ draft, text: '', answer: null });
  }

  async fetched(name: string): Promise<{ id: MessageId; file: SharedFile }> {
    const { id } = await this.message(({ file }) => file?.name === name && file.state === 'offered');
    expect(await this.calls['files.fetch']({ id })).toMatchObject({ ok: true });
    const { file } = await this.message(
      (message) => message.id === id && ['ready', 'held', 'failed'].includes(message.file?.state ?? ''),
    );
    if (file === null) throw new Error('the file is gone');
    return { id, file };
  }
}

async function at(account: string, changes: object = {}): Promise<FileDesk> {
  const files = { hosts: [`localhost:${server.httpsPort}`], clamdSocket: clamd.socket, ...changes };
  const desk = new FileDesk(server, { files, blocklistFile });
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(account, password, false)).toEqual({ ok: true });
  await desk.shown('session.changed', ({ connection }) => connection.kind === 'online');
  return desk;
}

/** What the server of files has, by size. */
function kept(): readonly Buffer[] {
  const stores = readdirSync(server.folder, { recursive: true, encoding: 'utf8' });
  return stores
    .filter((name) => /http_file_share\/.*\.bin$/.test(name))
    .map((name) => readFileSync(path.join(server.folder, name)));
}

const text = Buffer.from('what we agreed on, and nothing else\n');

test('a clean file goes, comes, is the file that was inspected, and can be shown', {
  timeout: wide,
}, async () => {
  const [from, to] = [await at(anna), await at(bea)];
  expect(await from.give('plan.txt', text)).toMatchObject({ ok: true, value: { outcome: 'done' } });
  await from.message(
    ({ file, state }) => file?.state === 'shared' && (state === 'sent' || state === 'delivered'),
  );
  const { file } = await to.fetched('plan.txt');
  const sha256 = createHash('sha256').update(text).digest('hex');
  expect(file).toMatchObject({
    state: 'ready',
    type: 'text',
    preview: 'text',
    sha256,
    size: text.byteLength,
  });
});

test('T37: a card number in a document never reaches the server of files', { timeout: wide }, async () => {
  const from = await at(anna);
  const before = kept().length;
  const document = makePackage({
    'word/document.xml': wordBody('<w:r><w:t>the card is 4111 1111 1111 1111</w:t></w:r>'),
  });
  expect(await from.give('booking.docx', document)).toMatchObject({ value: { outcome: 'asked' } });
  await from.account.files.idle();
  expect(kept()).toHaveLength(before);
});

test.each(dangerousFiles)(
  '%s is held with its reason, and cannot be saved',
  { timeout: wide },
  async (_what, name, make, code) => {
    const [from, to] = [await at(anna), await at(bea)];
    await sendUninspected(from, jid(bea), { name, bytes: await make() });
    const { id, file } = await to.fetched(safeFileName(name));
    expect(file).toMatchObject({ state: 'held', preview: null });
    expect(file.verdict.reasons.map((reason) => reason.code)).toContain(code);
    expect(await to.calls['files.save']({ id })).toEqual({ ok: false, error: 'not-ready' });
    expect(await to.calls['files.preview']({ id })).toEqual({ ok: false, error: 'not-ready' });
  },
);

test('an upload that is stopped leaves no message at the other side, and goes when it is tried again', {
  timeout: wide,
}, async () => {
  const [from, to] = [await at(anna), await at(bea)];
  const large = Buffer.alloc(100 * 1024, 'a line of no great interest\n');
  const reply = await from.give('minutes.txt', large);
  if (!reply.ok || reply.value.outcome !== 'done') throw new Error('not written');
  const { id } = reply.value.value;
  expect(await from.calls['files.stop']({ id })).toMatchObject({ ok: true });
  await from.message(
    (message) => message.id === id && message.file?.failure === 'stopped' && message.state === 'failed',
  );
  const after = await from.account.outbound.write(jid(bea), 'there is no file yet');
  await to.message(({ body }) => body === 'there is no file yet');
  expect(
    (
      await to.account.page({ peer: jid(anna), before: null, after: null, around: null, limit: 50 })
    ).messages.some(({ file }) => file?.name === 'minutes.txt'),
  ).toBe(false);
  expect(after.state).not.toBe('failed');
  expect(await from.calls['files.retry']({ id })).toMatchObject({ ok: true });
  const { file } = await to.fetched('minutes.txt');
  expect(file).toMatchObject({ state: 'ready', size: large.byteLength });
});

test('a file that arrived clean is held when its checksum is listed, and when a new YARA rule matches it', {
  timeout: wide,
}, async () => {
  const [from, to] = [await at(anna), await at(bea)];
  const sha256 = createHash('sha256').update('what nobody knows yet\n').digest('hex');
  const listed = path.join(to.profile, 'hashes.txt');
  const rules = path.join(to.profile, 'rules.yar');
  writeFileSync(listed, `${'0'.repeat(64)}\n`);
  writeFileSync(rules, 'rule other { strings: $a = "something else" condition: $a }\n');
  const files = {
    hosts: [`localhost:${server.httpsPort}`],
    blockedHashesFile: listed,
    yaraRuleFiles: [rules],
  };
  to.writePolicy({ files, blocklistFile });
  await expect.poll(() => to.policy.current.yaraRules.length).toBe(1);
  for (const [name, bytes] of [
    ['first.txt', 'what nobody knows yet\n'],
    ['second.txt', 'the worm of tomorrow\n'],
  ] as const) {
    expect(await from.give(name, Buffer.from(bytes))).toMatchObject({ ok: true });
    expect((await to.fetched(name)).file).toMatchObject({ state: 'ready' });
  }
  const held = async (name: string, code: string) =>
    to.message(
      ({ file }) =>
        file?.name === name && file.state === 'held' && file.verdict.reasons.some((one) => one.code === code),
    );
  writeFileSync(listed, `${sha256}\n`);
  await held('first.txt', 'file.blocked-hash');
  writeFileSync(rules, 'rule worm { strings: $a = "worm of tomorrow" condition: $a }\n');
  await held('second.txt', 'file.rule-match');
});
