import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { de } from '../../../renderer/text/de.ts';
import { en } from '../../../renderer/text/en.ts';
import { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { type Office, openOffice } from '../office.ts';

// What is remembered between starts, and what becomes of it when the file it lies in is damaged.

const BEA = 'Bea Lindqvist';
let office: Office;
let window: GatehouseWindow;
let profile: string;

beforeAll(async () => {
  office = await openOffice();
  window = await office.scene.launch({ policy: office.policy });
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
  const bea = await office.login('bea');
  bea.sendMessage(office.cast.anna.jid, 'The auditors come on Thursday.');
  await window.open(BEA);
  await window.message('The auditors come on Thursday.').waitFor();
  profile = await office.scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
});
afterEach(() => office.scene.quit());
afterAll(() => office.close());

const startAgain = async () => {
  window = await office.scene.launch({ policy: office.policy });
  await window.isInside();
};
/** Position and size as the system has them. */
const bounds = () =>
  office.scene.gatehouse.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

describe('after a restart', () => {
  it('the window stands where it stood, in the theme and the language chosen', async () => {
    const place = { x: 120, y: 90, width: 900, height: 700 };
    await office.scene.gatehouse.app.evaluate(
      ({ BrowserWindow }, at) => BrowserWindow.getAllWindows()[0]?.setBounds(at),
      place,
    );
    await window.wear({ theme: 'dark', language: 'de' });
    await office.scene.quit();
    window = await office.scene.launch({ policy: office.policy });
    const german = new GatehouseWindow(window.page, de);
    await german.isOnline();
    expect(await window.page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await window.page.locator('html').getAttribute('lang')).toBe('de');
    expect(await bounds()).toEqual(place);
    await window.wear({ theme: 'system', language: 'en' });
  });
});

describe('a damaged file', () => {
  it('of settings is kept aside, the defaults apply, and one is told', async () => {
    const file = path.join(profile, 'settings.json');
    const damaged = readFileSync(file, 'utf8').slice(0, -20);
    writeFileSync(file, damaged);
    window = await office.scene.launch({ policy: office.policy });
    await window.page.getByText(en.notices['settings-reset']).waitFor();
    await window.page.getByLabel(en.signIn.password, { exact: true }).waitFor();
    const aside = readdirSync(profile).filter((name) => name.startsWith('settings.damaged-'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(path.join(profile, aside[0] ?? ''), 'utf8')).toBe(damaged);
    await window.signIn(office.cast.anna.jid, office.cast.anna.password);
    await window.isOnline();
  });

  it('of messages is kept aside, one is told, and the history comes from the server again', async () => {
    const archives = path.join(profile, 'archives');
    const [name = ''] = readdirSync(archives).filter((each) => each.endsWith('.db'));
    const content = readFileSync(path.join(archives, name));
    content.fill(0x5a, 0, 4096);
    writeFileSync(path.join(archives, name), content);
    await startAgain();
    await window.page.getByText(en.notices['archive-reset']).waitFor();
    await window.open(BEA);
    await window.message('The auditors come on Thursday.').waitFor();
    const aside = readdirSync(archives).filter((each) => each.startsWith(`${name}.damaged-`));
    expect(aside.map((each) => readFileSync(path.join(archives, each)).equals(content))).toContain(true);
  });
});
