import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, it, onTestFinished, vi } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { launchOn, type Stage } from '../launch/launch-on.ts';
import { type Office, openOffice } from '../office.ts';

// The page begins with the list as it was, before its script runs.

const BEA = 'Bea Lindqvist';
const said = 'The auditors come on Thursday.';
let office: Office;
let window: GatehouseWindow;
let file: string;

beforeAll(async () => {
  office = await openOffice();
  window = await office.scene.launch({ policy: office.policy });
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
  const bea = await office.login('bea');
  bea.sendMessage(office.cast.anna.jid, said);
  await window.conversation(BEA).getByText(said).waitFor();
  const profile = await office.scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  file = path.join(profile, 'first-picture');
  await office.scene.quit();
});
afterEach(() => office.scene.quit());
afterAll(() => office.close());

/** Drawn when nothing has changed for a while. */
const isKept = () => vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 20_000 });
const start = async (): Promise<void> => {
  window = await office.scene.launch({ policy: office.policy });
};

/** How many lines the page showed before its script drew them: Element Timing tells of the picture's alone. */
function linesAhead(): Promise<number> {
  return window.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().length)).observe({
          type: 'element',
          buffered: true,
        });
        // There is no entry, so nobody is told.
        setTimeout(() => resolve(0), 1000);
      }),
  );
}

/** The application with a page whose script does nothing. */
function withoutScript(): Stage {
  const stage = inject('stage');
  const app = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-no-script-'));
  onTestFinished(() => rmSync(app, { recursive: true, force: true }));
  cpSync(stage.app ?? '', app, { recursive: true });
  chmodSync(app, 0o755);
  const page = path.join(app, 'dist/renderer');
  const [, script = ''] =
    /src="\.\/(assets\/[^"]+\.js)"/.exec(readFileSync(path.join(page, 'index.html'), 'utf8')) ?? [];
  writeFileSync(path.join(page, script), '');
  return { ...stage, app };
}

it('shows who wrote last and what, as it will look, before any script has run; nobody can do anything with it', async () => {
  const launched = await launchOn(withoutScript(), { policy: office.policy, home: office.scene.home });
  onTestFinished(() => launched.stop());
  const { page } = launched;
  const line = page.locator('nav button').filter({ hasText: BEA });
  await line.getByText(said).waitFor();
  expect(await line.boundingBox()).toMatchObject({ width: 263, height: 52 });
  const row = await line.evaluate((button) => {
    const root = button.closest('#root');
    button.focus();
    return {
      isInert: root?.hasAttribute('inert'),
      isBusy: root?.ariaBusy,
      focused: document.activeElement?.tagName,
    };
  });
  expect(row).toEqual({ isInert: true, isBusy: 'true', focused: 'BODY' });
});

it('is replaced by the list that answers, at the same place', async () => {
  await start();
  await window.isOnline();
  expect(await linesAhead()).toBe(1);
  const root = window.page.locator('#root');
  expect(await root.getAttribute('inert')).toBeNull();
  expect(await root.getAttribute('aria-busy')).toBeNull();
  expect(await window.conversation(BEA).boundingBox()).toMatchObject({ width: 263, height: 52 });
  await window.open(BEA);
  await window.message(said).waitFor();
});

it('is not shown by a page that is loaded again', async () => {
  await start();
  await window.isOnline();
  await window.page.reload();
  await window.isOnline();
  expect(await linesAhead()).toBe(0);
});

it('is not shown under another policy, and again when it was drawn under that', async () => {
  for (const lines of [0, 1]) {
    window = await office.scene.launch({ policy: { ...office.policy, blocklistFile: null } });
    await window.isOnline();
    expect(await linesAhead()).toBe(lines);
    await isKept();
    await office.scene.quit();
  }
});

it('is not shown when one bit of it was changed, and made anew', async () => {
  const sealed = readFileSync(file);
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
  writeFileSync(file, sealed);
  await start();
  await window.isOnline();
  expect(await linesAhead()).toBe(0);
  await office.scene.quit();
  expect(readFileSync(file).equals(sealed)).toBe(false);
});

it('is gone with a sign-out', async () => {
  await start();
  await window.isOnline();
  await isKept();
  await window.call('session.signOut', { forget: false });
  await window.page.getByLabel(en.signIn.password, { exact: true }).waitFor();
  expect(existsSync(file)).toBe(false);
  await office.scene.quit();
  expect(existsSync(file)).toBe(false);
});
