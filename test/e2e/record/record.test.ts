import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { type Office, openOffice } from '../office.ts';

// What IT can prove of a desktop afterwards, over two starts of the program.

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-company-'));
const identity = path.join(folder, 'company.key');
let office: Office;

const audit = (...args: readonly string[]) =>
  runCommand(['audit', ...args], { readFile: async () => new Uint8Array(), readInput: async () => '' });

beforeAll(async () => {
  const companyKeys = [(await audit('keygen', '--out', identity)).out.trim()];
  office = await openOffice({}, (server) => companyPolicy(server, { record: { companyKeys } }));
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

test('all that was said is on record, opened by the company’s key alone, and a change of it is found', async () => {
  const { anna } = office.cast;
  const bea = await office.login('bea');
  let window = await office.scene.launch({ policy: office.policy });
  await window.signIn(anna.jid, anna.password);
  await window.isOnline();
  bea.sendMessage(anna.jid, 'The numbers are in the red folder.');
  await window.open('Bea Lindqvist');
  await window.message('The numbers are in the red folder.').waitFor();
  const profile = await office.scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  await office.scene.quit();
  window = await office.scene.launch({ policy: office.policy });
  await window.isOnline();
  await office.scene.quit();

  const record = path.join(profile, 'record');
  const { exitCode, out } = await audit('verify', record, '--json');
  expect(JSON.parse(out)).toMatchObject({ findings: [], unsigned: 0, isClosed: true });
  expect(exitCode).toBe(0);
  const files = readdirSync(record).map((name) => readFileSync(path.join(record, name), 'latin1'));
  expect(files.join('')).not.toContain('red folder');
  const exported = (await audit('export', record, '--identity', identity)).out;
  const entries = exported
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'message',
      direction: 'in',
      audience: [anna.jid, office.cast.bea.jid],
      content: expect.objectContaining({ text: 'The numbers are in the red folder.' }),
    }),
  );
  const signIns = entries.filter(({ kind }) => kind === 'sign-in');
  expect(signIns.map((entry) => entry.outcome)).toEqual(['accepted', 'restored']);

  const [segment = ''] = readdirSync(record).filter((name) => name.endsWith('.segment'));
  const bytes = readFileSync(path.join(record, segment));
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(path.join(record, segment), bytes);
  expect((await audit('verify', record)).exitCode).toBe(1);
});
