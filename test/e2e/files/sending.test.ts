import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { en } from '../../../renderer/text/en.ts';
import { receiveFile, sendFile } from '../../server/exchange-file.ts';
import type { Peer } from '../../server/peer.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { child, text } from '../../server/xml.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { makePackage, wordBody } from '../../unit/inspect/documents/make-office.ts';
import { makePdf, pdfStream } from '../../unit/inspect/documents/make-pdf.ts';
import { makeVbaProject } from '../../unit/inspect/documents/make-vba.ts';
import { makePng } from '../../unit/inspect/make-pictures.ts';
import { type Office, openOffice } from '../office.ts';

const { files } = en;
const patient = { timeout: 30_000 };
const pdf = makePdf([
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R >>',
  pdfStream('0 0 100 100 re f'),
]);

let office: Office;
let window: GatehouseWindow;
let bea: Peer;

beforeAll(async () => {
  office = await openOffice({ uploads: { domain: 'corp.test', maxBytes: 2_000_000 } }, (server) =>
    companyPolicy(server, {
      quarantine: { releaseApprovers: ['jonas@corp.test', 'release@corp.test', 'anna@corp.test'] },
    }),
  );
  bea = await office.login('bea');
  window = await office.scene.launch({ policy: office.policy });
  const { jid, password } = office.cast.anna;
  await window.signIn(jid, password, { remember: false });
  await window.isOnline();
  await window.begin(office.cast.bea.name);
});
afterAll(() => office?.close());

/** The file of a message, in the conversation. */
function card(name: string): Locator {
  return window.page.getByRole('log').getByRole('group', { name: files.line(name) });
}

/** What the list says of the conversation. */
function line(): Locator {
  return window.conversation(office.cast.bea.name);
}

/** What waits to be sent. */
function attached(name: string): Locator {
  return window.page.getByRole('list', { name: files.tray }).getByRole('listitem').filter({ hasText: name });
}

async function pick(name: string, bytes: Uint8Array): Promise<void> {
  await window.page.setInputFiles('input[type=file]', {
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  });
}

const toAnna = () => ({ by: bea, to: office.cast.anna.jid, through: 'corp.test' });

async function sendAttached(words = ''): Promise<void> {
  await window.send(office.cast.bea.name, words);
}

describe('a file', () => {
  test('that was picked arrives whole, with the words beside it', async () => {
    await pick('offer.pdf', pdf);
    await attached('offer.pdf').getByText(files.phases.ready).waitFor();
    await sendAttached('Here is the offer');
    expect(await receiveFile(office.server, bea)).toEqual(pdf);
    await card('offer.pdf').getByText(files.to('localhost')).waitFor(patient);
    await window.message('Here is the offer').waitFor();
    await expect.poll(() => attached('offer.pdf').count()).toBe(0);
  });

  test('that was pasted or dropped on the conversation arrives; dropped elsewhere nothing happens', async () => {
    const { page } = window;
    await page.evaluate(() => {
      const carried = (name: string) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['some words'], name));
        return transfer;
      };
      const give = (target: Element | null, event: Event) => target?.dispatchEvent(event);
      const often = { bubbles: true, cancelable: true };
      give(
        document.querySelector('nav'),
        new DragEvent('drop', { ...often, dataTransfer: carried('lost.txt') }),
      );
      give(
        document.querySelector('textarea'),
        new ClipboardEvent('paste', { ...often, clipboardData: carried('pasted.txt') }),
      );
      give(
        document.querySelector('main'),
        new DragEvent('drop', { ...often, dataTransfer: carried('dropped.txt') }),
      );
    });
    await attached('pasted.txt').getByText(files.phases.ready).waitFor();
    await attached('dropped.txt').getByText(files.phases.ready).waitFor();
    expect(await attached('lost.txt').count()).toBe(0);
    expect(page.url()).toBe('app://gatehouse/index.html');
    await sendAttached();
    expect((await receiveFile(office.server, bea)).toString()).toBe('some words');
    expect((await receiveFile(office.server, bea)).toString()).toBe('some words');
  });

  test('that waits for the line can be stopped, and tried again without being picked again', async () => {
    await office.server.kill();
    await window.list
      .getByText(en.list.encrypted, { exact: true })
      .waitFor({ ...patient, state: 'detached' });
    await pick('later.pdf', pdf);
    await attached('later.pdf').getByText(files.phases.ready).waitFor();
    await sendAttached();
    await card('later.pdf').getByRole('button', { name: files.stop }).click(patient);
    await card('later.pdf').getByText(files.failures.stopped).waitFor();
    await line().getByText(`${en.list.failedPreview}:`).waitFor();
    expect(await line().innerText()).toContain('later.pdf');
    await office.server.start();
    await window.isOnline();
    bea = await office.login('bea');
    await card('later.pdf').getByRole('button', { name: files.tryAgain }).click(patient);
    expect(await receiveFile(office.server, bea)).toEqual(pdf);
  });

  test('that the server refuses stays, with the cause', async () => {
    await pick('large.pdf', Buffer.concat([pdf, Buffer.alloc(2_000_000, ' ')]));
    await attached('large.pdf').getByText(files.phases.ready).waitFor();
    await sendAttached('Too much of it');
    await card('large.pdf').getByText(files.failures['too-large']).waitFor(patient);
    await window.message('Too much of it').waitFor();
  });
});

test('a file that a colleague sends is fetched when asked for, previewed, and saved where its user says', async () => {
  await sendFile(office.server, toAnna(), { name: 'plan.pdf', bytes: pdf });
  await card('plan.pdf').getByRole('button', { name: files.fetch }).click(patient);
  const preview = card('plan.pdf').getByRole('button', { name: files.preview });
  await preview.waitFor(patient);
  const opened = office.scene.gatehouse.app.waitForEvent('window');
  await preview.click();
  const view = await opened;
  await view.waitForSelector('canvas');
  expect(await view.title()).toBe('plan.pdf');
  await view.keyboard.press('Escape').catch(ignoreClosed);
  await expect
    .poll(() => window.page.evaluate(() => document.activeElement?.textContent))
    .toBe(files.preview);

  const target = path.join(office.scene.home, 'plan.pdf');
  await office.scene.gatehouse.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  await card('plan.pdf').getByRole('button', { name: files.save }).click();
  await window.page.getByText(files.saved, { exact: true }).waitFor({ state: 'attached' });
  expect(readFileSync(target)).toEqual(pdf);
  expect(statSync(target).mode & 0o111).toBe(0);
});

test('a picture and a text that a colleague sends are shown too', async () => {
  await sendFile(office.server, toAnna(), { name: 'square.png', bytes: makePng(20, 20) });
  await sendFile(office.server, toAnna(), { name: 'notes.txt', bytes: Buffer.from('some words') });
  for (const [name, selector] of [
    ['square.png', 'canvas'],
    ['notes.txt', 'pre'],
  ] as const) {
    await card(name).getByRole('button', { name: files.fetch }).click(patient);
    const opened = office.scene.gatehouse.app.waitForEvent('window');
    await card(name).getByRole('button', { name: files.preview }).click(patient);
    const view = await opened;
    await view.waitForSelector(selector);
    await view.keyboard.press('Escape').catch(ignoreClosed);
    await expect.poll(() => view.isClosed()).toBe(true);
  }
});

test('a document with a macro that acts by itself is held: it says why, and offers neither a look nor a copy', async () => {
  const bytes = makePackage({
    'word/document.xml': wordBody('<w:r><w:t>See below</w:t></w:r>'),
    'word/vbaProject.bin': makeVbaProject({ Module1: 'Sub AutoOpen()\r\nShell "calc.exe"\r\nEnd Sub\r\n' }),
  });
  await sendFile(office.server, toAnna(), { name: 'order.docm', bytes });
  const order = card('order.docm');
  await line().getByText('order.docm').waitFor(patient);
  await order.getByRole('button', { name: files.fetch }).click(patient);
  await order.getByText('word/vbaProject.bin').waitFor(patient);
  await order.getByText(files.heldAfter, { exact: false }).waitFor();
  await line().getByText(en.list.heldFilePreview).waitFor();
  expect(await line().innerText()).not.toContain('order.docm');
  expect(await order.getByRole('button', { name: files.report }).count()).toBe(1);
  for (const name of [files.preview, files.save])
    expect(await order.getByRole('button', { name }).count()).toBe(0);
});

test('who can release a held file is named with his address, is asked from the card, and his answer lets it out', async () => {
  const jonas = await office.login('jonas');
  const order = card('order.docm');
  const byJonas = order.getByRole('button', { name: `${office.cast.jonas.name} (${office.cast.jonas.jid})` });
  await byJonas.waitFor();
  await order.getByRole('button', { name: 'release@corp.test' }).waitFor();
  await byJonas.click();
  await window.composer(office.cast.jonas.name).waitFor();
  expect(await window.composer(office.cast.jonas.name).inputValue()).toBe('');
  await window.open(office.cast.bea.name);

  await order.getByRole('button', { name: files.askRelease }).click();
  await order.getByText(files.askingGoes).waitFor();
  await order.getByLabel(files.asking).fill('The order we wait for');
  await order.getByRole('button', { name: files.sendAsking, exact: true }).click();
  await order.getByText(files.asked, { exact: false }).waitFor();
  expect(await byJonas.count()).toBe(1);

  const request = text(child(await jonas.expectMessage(undefined, 20_000), 'body'));
  expect(request).toContain('The order we wait for');
  jonas.sendMessage(office.cast.anna.jid, /^release [0-9a-f]{32}$/m.exec(request)?.[0] ?? '');
  await order.getByText(files.released).waitFor(patient);
  await order.getByRole('button', { name: files.save }).waitFor();
});

test('an approver answers a request with a press and his own Enter, and what he was writing stays', async () => {
  const code = 'c0de'.repeat(8);
  bea.sendMessage(office.cast.anna.jid, `Please\n\nrelease ${code}\nrefuse ${code}`);
  const request = window.message(`refuse ${code}`);
  const composer = window.composer(office.cast.bea.name);
  await request.getByRole('button', { name: files.writeRefusal }).waitFor(patient);
  await composer.fill('I have looked at it');
  await request.getByRole('button', { name: files.writeRefusal }).click();
  await request.getByRole('button', { name: files.writeRelease }).click();
  const answer = `I have looked at it\nrelease ${code}`;
  await expect.poll(() => composer.inputValue()).toBe(answer);
  await composer.press('Enter');
  await bea.expectMessage(answer, 20_000);
});

function ignoreClosed(error: unknown): void {
  if (!String(error).includes('closed')) throw error;
}
