import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { CuttableLink } from '../../server/cuttable-link.ts';
import { receiveFile, sendFile } from '../../server/exchange-file.ts';
import type { Peer } from '../../server/peer.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { type Office, openOffice } from '../office.ts';

// A file whose bytes are on their way when something happens to them. The server of files is behind a cable that lets so many bytes pass and
// then breaks or goes silent, so that whatever happens, happens in the middle.

const { files } = en;
const patient = { timeout: 30_000 };
const large = Buffer.from('many words of a long report\n'.repeat(150_000));
const middle = 400_000;

const link = new CuttableLink(() => office.server.httpsPort);
let office: Office;
let window: GatehouseWindow;
let bea: Peer;

beforeAll(async () => {
  await link.open();
  office = await openOffice({ uploads: { domain: 'corp.test', port: link.port } }, (server) =>
    companyPolicy(server, { files: { hosts: [`localhost:${link.port}`] } }),
  );
  bea = await office.login('bea');
  await launch();
  await window.signIn(office.cast.anna.jid, office.cast.anna.password);
  await window.isOnline();
  await window.begin(office.cast.bea.name);
});
afterAll(async () => {
  await office?.close();
  await link.close();
});

async function launch(): Promise<void> {
  window = await office.scene.launch({ policy: office.policy });
}

/** As when the power fails. */
async function killAndLaunch(): Promise<void> {
  const { app } = office.scene.gatehouse;
  const gone = app.waitForEvent('close');
  // Whoever asked for it hears no answer.
  void app.evaluate(() => process.kill(process.pid, 'SIGKILL')).catch(() => undefined);
  await gone;
  await office.scene.quit();
  await launch();
  await window.isOnline();
  await window.open(office.cast.bea.name);
}

function card(name: string): Locator {
  return window.page.getByRole('log').getByRole('group', { name: files.line(name) });
}

async function send(name: string, words: string): Promise<void> {
  const picked = path.join(office.scene.home, name);
  writeFileSync(picked, large, { mode: 0o644 });
  await window.page.setInputFiles('input[type=file]', picked);
  const waiting = window.page.getByRole('list', { name: files.tray }).getByRole('listitem');
  await waiting.filter({ hasText: name }).getByText(files.phases.ready).waitFor(patient);
  await window.send(office.cast.bea.name, words);
}

async function arrivedWhole(): Promise<void> {
  expect((await receiveFile(office.server, bea, 60_000)).equals(large)).toBe(true);
}

const press = (name: string, button: string): Promise<void> =>
  card(name).getByRole('button', { name: button }).click(patient);

describe('a file that is being uploaded', { timeout: 120_000 }, () => {
  test('is stopped by its user in the middle, stays with its words, and goes whole when he wants it again', async () => {
    const isSilent = link.cutNext({ direction: 'up', bytes: middle, manner: 'silence' });
    await send('report.txt', 'The report that was stopped');
    await isSilent;
    await card('report.txt').getByRole('progressbar').waitFor(patient);
    await press('report.txt', files.stop);
    await card('report.txt').getByText(files.failures.stopped).waitFor(patient);
    await window.message('The report that was stopped').waitFor();
    await press('report.txt', files.tryAgain);
    await arrivedWhole();
    await card('report.txt').getByText(files.to('localhost')).waitFor(patient);
  });

  test('stays with its words and the cause when the connection breaks in the middle, and goes whole when tried again', async () => {
    const isBroken = link.cutNext({ direction: 'up', bytes: middle, manner: 'reset' });
    await send('broken.txt', 'The report that broke off');
    await isBroken;
    await card('broken.txt').getByText(files.failures.unreachable).waitFor(patient);
    await window.message('The report that broke off').waitFor();
    await press('broken.txt', files.tryAgain);
    await arrivedWhole();
  });

  test('goes on by itself and arrives whole after the program was killed in the middle and started again', async () => {
    const isSilent = link.cutNext({ direction: 'up', bytes: middle, manner: 'silence' });
    await send('killed.txt', 'The report of the power failure');
    await isSilent;
    await killAndLaunch();
    await arrivedWhole();
    await card('killed.txt').getByText(files.to('localhost')).waitFor(patient);
    expect(await window.message('The report of the power failure').count()).toBe(1);
  });
});

describe('a file that is being fetched', { timeout: 120_000 }, () => {
  async function offered(name: string): Promise<void> {
    await sendFile(
      office.server,
      { by: bea, to: office.cast.anna.jid, through: 'corp.test' },
      { name, bytes: large },
    );
    await card(name).getByRole('button', { name: files.fetch }).waitFor(patient);
  }

  async function isSavedWhole(name: string): Promise<void> {
    const target = path.join(office.scene.home, name);
    await office.scene.gatehouse.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, target);
    await press(name, files.save);
    await expect.poll(() => readIfThere(target)?.equals(large), patient).toBe(true);
  }

  test('is stopped in the middle, or breaks off there with the cause, and comes whole when asked for again', async () => {
    await offered('plan.txt');
    const isSilent = link.cutNext({ direction: 'down', bytes: middle, manner: 'silence' });
    await press('plan.txt', files.fetch);
    await isSilent;
    await press('plan.txt', files.stop);
    await card('plan.txt').getByText(files.failures.stopped).waitFor(patient);
    const isBroken = link.cutNext({ direction: 'down', bytes: middle, manner: 'reset' });
    await press('plan.txt', files.tryAgain);
    await isBroken;
    await card('plan.txt').getByText(files.failures.unreachable).waitFor(patient);
    expect(await card('plan.txt').getByRole('button', { name: files.save }).count()).toBe(0);
    await press('plan.txt', files.tryAgain);
    await isSavedWhole('plan.txt');
  });

  test('is offered again after the program was killed in the middle, and comes whole', async () => {
    await offered('minutes.txt');
    const isSilent = link.cutNext({ direction: 'down', bytes: middle, manner: 'silence' });
    await press('minutes.txt', files.fetch);
    await isSilent;
    await killAndLaunch();
    await press('minutes.txt', files.fetch);
    await isSavedWhole('minutes.txt');
  });
});

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
