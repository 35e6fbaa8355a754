import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { type Office, openOffice } from '../office.ts';
import { secretText, tracesBelow } from './secret-traces.ts';

// Where the system has no keychain there is no place for a secret, so none is kept; everything else works.

const BEA = 'Bea Lindqvist';
const SENTENCE = 'The figures for the third quarter are worse than we told anybody.';
let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterEach(() => office.scene.quit());
afterAll(() => office.close());

it('says so, remembers nothing, works, and leaves no archive behind', async () => {
  const { anna } = office.cast;
  const window = await office.scene.launch({ policy: office.policy, keychain: 'none' });
  await window.page.getByText(en.signIn.rememberUnavailable).waitFor();
  expect(await window.page.getByLabel(en.signIn.remember).isDisabled()).toBe(true);

  await window.signIn(anna.jid, anna.password);
  await window.isOnline();
  await window.page.getByText(en.notices['keychain-unavailable']).waitFor();
  const bea = await office.login('bea');
  await window.begin(BEA);
  await window.send(BEA, SENTENCE);
  await bea.expectMessage(SENTENCE);
  bea.sendMessage(anna.jid, 'Then we must say it now.');
  await window.message('Then we must say it now.').waitFor();

  const profile = await office.scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  await office.scene.quit();
  const archives = path.join(profile, 'archives');
  expect(existsSync(archives) ? readdirSync(archives) : []).toEqual([]);
  const secrets = [secretText('the password', anna.password), secretText('what was said', SENTENCE)];
  expect(tracesBelow(office.scene.home, secrets)).toEqual([]);
});

it('asks for the password at the next start, and has the history from the server', async () => {
  const { anna } = office.cast;
  const window = await office.scene.launch({ policy: office.policy, keychain: 'none' });
  await window.page.getByLabel(en.signIn.password, { exact: true }).waitFor();
  expect(await window.list.count()).toBe(0);
  await window.signIn(anna.jid, anna.password);
  await window.open(BEA);
  await window.message(SENTENCE).waitFor();
});
