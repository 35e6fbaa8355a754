import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { type Company, openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { keychainEntries } from '../../stage/keychain.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import { type RecordedProgram, recordedProgram } from './recorded-program.ts';
import {
  type Secret,
  secretKey,
  secretText,
  tracesBelow,
  tracesIn,
  tracesInProcesses,
} from './secret-traces.ts';

// Plaintext tokens on disk (Teams, 2022): after a whole day of work nothing secret lies in a file, on a command line, in an
// environment or in what the program prints.

const BEA = 'Bea Lindqvist';
const unique = (words: string) => `${words} ${randomBytes(6).toString('hex')}`;
const sentences = {
  sent: unique('The merger is signed on'),
  received: unique('The price is exactly'),
  searched: unique('where is the price'),
  drafted: unique('Please do not tell anybody that'),
  note: unique('This looked odd because'),
};
const teardown = new Teardown();
let company: Company;
let scene: Scene;
let program: RecordedProgram;
let window: GatehouseWindow;
const secrets: Secret[] = [];

beforeAll(async () => {
  company = await openCompany(quickPace);
  teardown.add(() => company.stop());
  program = recordedProgram(inject('stage').electron);
  teardown.add(() => program.remove());
  scene = new Scene({ ...inject('stage'), electron: program.path });
  teardown.add(() => scene.end());
  secrets.push(secretText('the password', company.cast.anna.password));
  for (const [name, text] of Object.entries(sentences)) secrets.push(secretText(`what was ${name}`, text));
});
afterAll(() => teardown.run());

function expectNoTraces(): void {
  expect(tracesBelow(scene.home, secrets)).toEqual([]);
  expect(tracesIn(program.printed(), secrets)).toEqual([]);
}

function expectNoneInProcesses(): void {
  const pids = scene.gatehouse.processes().map(({ pid }) => pid);
  expect(tracesInProcesses(pids, secrets)).toEqual([]);
}

async function signOut({ forget }: { forget: boolean }): Promise<void> {
  await window.page.keyboard.press('Control+,');
  const dialog = window.page.getByRole('dialog', { name: en.settings.title });
  if (forget) await dialog.getByRole('button', { name: en.settings.forget, exact: true }).click();
  const { signOut: plain, forget: whole } = en.settings;
  await dialog.getByRole('button', { name: forget ? whole : plain, exact: true }).click();
  await window.page.getByLabel(en.signIn.password, { exact: true }).waitFor();
}

it('would find what is there', async () => {
  window = await scene.launch({ policy: company.policy });
  await window.page.getByLabel(en.signIn.password, { exact: true }).waitFor();
  const known = [secretText('a word of the policy', 'protectedNames'), secretText('the program', 'electron')];
  expect(tracesBelow(scene.home, known)).toEqual([expect.stringMatching(/^a word .*\/policy\.json$/)]);
  const pids = scene.gatehouse.processes().map(({ pid }) => pid);
  expect(tracesInProcesses(pids, known)).toContainEqual(expect.stringMatching(/^the program in cmdline/));
  expect(tracesIn(program.printed(), [secretText('a greeting', 'DevTools listening')])).toEqual([
    'a greeting',
  ]);
});

it('while somebody signs in, writes, reads, searches, reports and drafts', async () => {
  const { anna } = company.cast;
  await window.signIn(anna.jid, anna.password, { remember: true });
  await window.isOnline();
  await window.begin(BEA);
  await window.send(BEA, sentences.sent);
  await company.bea.expectMessage(sentences.sent);
  company.bea.sendMessage(anna.jid, sentences.received);
  const received = window.message(sentences.received);
  await received.waitFor();

  await window.page.keyboard.press('Control+Shift+F');
  const search = window.page.getByRole('combobox');
  await search.fill(sentences.searched);
  await window.page.getByText(en.search.none(sentences.searched)).waitFor();
  await search.fill('price is exactly');
  await window.page.getByRole('option').first().waitFor();
  await window.page.keyboard.press('Escape');

  await window.report(received);
  await company.desk.firstReport(15_000);
  await window.page.getByText(en.report.states.sent, { exact: true }).waitFor();
  await window.page.getByRole('button', { name: en.report.addNote }).click();
  await window.page.getByLabel(en.report.note, { exact: true }).fill(sentences.note);
  await window.page.getByRole('button', { name: en.report.saveNote, exact: true }).click();
  await window.composer(BEA).fill(sentences.drafted);
  await window.open('Security desk');

  const entries = await keychainEntries(scene.gatehouse.app, anna.jid);
  expect(entries[`password:${anna.jid}`]).toBe(anna.password);
  expect(Object.keys(entries)).toHaveLength(2);
  const key = secretKey('the key', entries[`archive-key:${anna.jid}`] ?? '');
  expect(key.forms[0]).toHaveLength(32);
  secrets.push(key);
  expectNoneInProcesses();
  expectNoTraces();
});

it('after a restart that signs in by itself', async () => {
  await scene.quit();
  expectNoTraces();
  window = await scene.launch({ policy: company.policy });
  await window.isOnline();
  await window.open(BEA);
  await window.message(sentences.sent).waitFor();
  expect(await window.composer(BEA).inputValue()).toBe(sentences.drafted);
  expectNoneInProcesses();
  expectNoTraces();
});

it('after signing out, when the password is gone from the keychain, too', async () => {
  await signOut({ forget: false });
  const { jid } = company.cast.anna;
  const kept = async () => Object.keys(await keychainEntries(scene.gatehouse.app, jid));
  await expect.poll(kept).toEqual([`archive-key:${jid}`]);
  expectNoTraces();
});

it('after the account was forgotten, when neither key nor archive is left', async () => {
  const { anna } = company.cast;
  await window.signIn(anna.jid, anna.password);
  await window.isOnline();
  await signOut({ forget: true });
  const { app } = scene.gatehouse;
  await expect.poll(() => keychainEntries(app, anna.jid)).toEqual({});
  const profile = await app.evaluate(({ app: electron }) => electron.getPath('userData'));
  await expect.poll(() => readdirSync(path.join(profile, 'archives'))).toEqual([]);
  await scene.quit();
  expectNoTraces();
});
