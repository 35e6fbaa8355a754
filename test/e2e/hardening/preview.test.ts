import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { makePdf, pdfStream } from '../../unit/inspect/documents/make-pdf.ts';
import { makePng } from '../../unit/inspect/make-pictures.ts';
import { appWithMain } from '../launch/app-with-main.ts';
import { builtApp } from '../launch/launch-gatehouse.ts';
import { type LaunchedGatehouse, launchOn } from '../launch/launch-on.ts';
import '../../../renderer/preview/bridge.d.ts';
import './page.d.ts';

type Kind = 'image' | 'pdf' | 'text';

let copy: Awaited<ReturnType<typeof appWithMain>>;
let gatehouse: LaunchedGatehouse;

beforeAll(async () => {
  copy = await appWithMain(builtApp(), path.join(import.meta.dirname, 'preview-app.ts'));
  gatehouse = await launchOn({ ...inject('stage'), app: copy.app }, { policy: {}, keychain: 'none' });
  await gatehouse.page.waitForLoadState();
});
afterAll(async () => {
  await gatehouse.stop();
  await copy.remove();
});
afterEach(async () => {
  await gatehouse.app.evaluate(({ webContents }) => {
    for (const each of webContents.getAllWebContents())
      if (each.getURL().startsWith('app://preview')) each.close();
  });
  await closed();
});

/** Shows a file as the call of the page does, and waits until it is there, or until it is said why not. */
async function show(kind: Kind, name: string, bytes: Uint8Array): Promise<Page> {
  const appearing = gatehouse.app.waitForEvent('window');
  await gatehouse.app.evaluate(
    (_electron, file) => {
      const { shell } = globalThis as unknown as {
        shell: { showPreview(file: unknown): Promise<void> };
      };
      const shown = shell.showPreview({ ...file, bytes: new Uint8Array(Buffer.from(file.bytes, 'base64')) });
      Object.assign(globalThis, { shown });
    },
    { kind, name, bytes: Buffer.from(bytes).toString('base64') },
  );
  const preview = await appearing;
  await preview.waitForSelector('.room > :not([role=status])');
  return preview;
}

/** Resolves when the call that shows the file has come to its end. */
async function closed(): Promise<void> {
  await gatehouse.app.evaluate(() => (globalThis as unknown as { shown: Promise<void> }).shown);
}

/** A page with a black square on its left half, and what else is in the catalogue of the document. */
function pdfWith(catalogue: string, ...more: string[]): Buffer {
  return makePdf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Annots [5 0 R] >>',
    pdfStream('0 0 100 100 re f'),
    `<< /Type /Annot /Subtype /Link /Rect [0 0 200 100] /A << /S /URI /URI (https://evil.test/) >> >>`,
    ...more,
  ]);
}

/** Whether a point of the only canvas is black; in parts of its width and height. */
async function isBlack(preview: Page, x: number, y: number): Promise<boolean> {
  await preview.waitForSelector('canvas');
  return preview.evaluate(
    ([partX = 0, partY = 0]) => {
      const canvas = document.querySelector('canvas');
      const at = canvas?.getContext('2d')?.getImageData(partX * canvas.width, partY * canvas.height, 1, 1);
      return at?.data.slice(0, 3).every((part) => part < 40) === true && at.data[3] === 255;
    },
    [x, y],
  );
}

const message = (preview: Page) => preview.locator('[role=alert]').textContent();

test('draws the page of a PDF', async () => {
  const preview = await show('pdf', 'offer.pdf', pdfWith(''));
  expect(await isBlack(preview, 0.25, 0.5)).toBe(true);
  expect(await isBlack(preview, 0.75, 0.5)).toBe(false);
  expect(await preview.title()).toBe('offer.pdf');
  expect(await preview.locator('.facts').textContent()).toBe('1 page');
  expect(await preview.locator('.page').getAttribute('aria-label')).toBe('Page 1 of 1');
  await preview.getByText('There is no text on this page.').waitFor({ state: 'attached' });
});

test.each([
  ['JavaScript on opening', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'],
  ['Launch', '/OpenAction << /S /Launch /F (/bin/sh) >>'],
  ['URI', '/OpenAction << /S /URI /URI (https://evil.test/) >>'],
  ['SubmitForm', '/AA << /WC << /S /SubmitForm /F (https://evil.test/) >> >>'],
  [
    'named scripts',
    '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> >>',
  ],
])('CVE-2018-11101, CVE-2020-17448: nothing in a PDF acts: %s', async (_what, catalogue) => {
  const asked: string[] = [];
  const preview = await show('pdf', 'acts.pdf', pdfWith(catalogue));
  preview.on('request', (request) => asked.push(request.url()));
  expect(await isBlack(preview, 0.25, 0.5)).toBe(true);
  await preview.locator('.page').click();
  expect(await preview.locator('a, iframe, input, script[src^=blob], [onclick]').count()).toBe(0);
  expect(preview.url()).toBe('app://preview/preview/index.html');
  expect(asked).toEqual([]);
});

/** A page of words in a font that the document brings along, which any reader can read. */
function pdfWithFont(words: string): Buffer {
  const font = readFileSync(
    path.resolve('node_modules/pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf'),
  );
  return makePdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    pdfStream(`BT /F 40 Tf 10 40 Td (${words}) Tj ET`),
    `<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own /Encoding /WinAnsiEncoding /FontDescriptor 6 0 R /FirstChar 32
      /LastChar 126 /Widths [${'500 '.repeat(95)}] >>`,
    '<< /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 7 0 R >>',
    pdfStream(font, `/Length1 ${font.length}`),
  ]);
}

test('CVE-2024-4367: a font in a PDF is drawn as outlines, reaches no font engine, and its words can be heard', async () => {
  const preview = await show('pdf', 'letter.pdf', pdfWithFont('Dear Anna'));
  await preview.getByText('Dear Anna').waitFor({ state: 'attached' });
  const drawn = await preview.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return {
      dark: pixels.filter((value, at) => at % 4 === 0 && value < 40).length,
      fonts: document.fonts.size,
      sheets: document.adoptedStyleSheets.length + document.querySelectorAll('style').length,
    };
  });
  expect(drawn).toMatchObject({ fonts: 0, sheets: 0 });
  expect(drawn.dark).toBeGreaterThan(100);
});

test('what is heard of a page has an end', async () => {
  const preview = await show('pdf', 'long.pdf', pdfWithFont('invoice '.repeat(5000)));
  const words = preview.locator('.words');
  await words.waitFor({ state: 'attached' });
  const heard = (await words.textContent()) ?? '';
  expect(heard).toMatch(/^invoice/);
  expect(heard.length).toBeLessThanOrEqual(20_000);
});

test('CVE-2024-4367: no text of a PDF could be evaluated there', async () => {
  const preview = await show('pdf', 'offer.pdf', pdfWith(''));
  expect(await isBlack(preview, 0.25, 0.5)).toBe(true);
  // Runs after the debugger has let go of the page: what it evaluates itself, the policy does not see.
  const later = (statement: string) =>
    preview.evaluate(
      `new Promise((resolve) => setTimeout(() => { try { resolve(${statement}); } catch (error) { resolve(error.name); } }))`,
    );
  expect(await later("new Function('return 1')()")).toBe('EvalError');
  expect(await later("eval('1')")).toBe('EvalError');
});

test('shows a picture as points, small enough to be seen at once, and in full when asked', async () => {
  const preview = await show('image', 'square.png', makePng(1000, 1));
  await preview.waitForSelector('canvas');
  expect(await preview.locator('img').count()).toBe(0);
  expect(await preview.locator('.facts').textContent()).toBe('1000 × 1');
  const width = () =>
    preview.evaluate(() => document.querySelector('canvas')?.getBoundingClientRect().width ?? 0);
  const room = await preview.evaluate(() => document.querySelector('.room')?.clientWidth ?? 0);
  expect(await width()).toBeLessThanOrEqual(room);
  await preview.click('.zoom');
  expect(await width()).toBe(1000);
});

test('CVE-2023-4863: a picture that says it is huge is not decoded', async () => {
  const preview = await show('image', 'huge.png', makePng(60_000, 60_000));
  expect(await message(preview)).toContain('too large');
});

test.each<[string, Kind, Uint8Array]>([
  ['a picture', 'image', makePng(20, 20).subarray(0, 40)],
  [
    'something that is no picture',
    'image',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
  ],
  ['a PDF', 'pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type')],
  ['a PDF that is compressed wrongly', 'pdf', deflateSync(Buffer.alloc(1000))],
])('%s that is broken is said to be', async (_what, kind, bytes) => {
  expect(await message(await show(kind, 'broken', bytes))).toContain('cannot be shown');
});

test.each<[string, Uint8Array, string]>([
  ['UTF-8', Buffer.from('Grüße <b>x</b>'), 'Grüße <b>x</b>'],
  ['UTF-16', Buffer.from('\ufeffGrüße', 'utf16le'), 'Grüße'],
  ['Windows-1252', Buffer.from('Gr\xfc\xdfe', 'latin1'), 'Grüße'],
  ['hidden characters', Buffer.from('invoice\u202efdp.exe\u200b'), 'invoice[U+202E]fdp.exe[U+200B]'],
])('shows a text as its letters: %s', async (_what, bytes, seen) => {
  const preview = await show('text', 'notes.txt', bytes);
  expect(await preview.locator('pre').textContent()).toBe(seen);
  expect(await preview.locator('pre b').count()).toBe(0);
});

test('says when only the beginning of a text is shown', async () => {
  const preview = await show('text', 'long.txt', Buffer.alloc(1_000_001, 'x'));
  expect(await preview.locator('.facts').textContent()).toBe('Only the beginning is shown');
  expect(await preview.evaluate(() => document.querySelector('pre')?.textContent?.length)).toBe(1_000_000);
});

test('knows two calls, one file and nothing of the page, and reaches nobody', async () => {
  const preview = await show('text', 'notes.txt', Buffer.from('x'));
  const replies = await preview.evaluate(async () => {
    const names = ['settings.get', 'messages.send', 'files.save', 'confirm.get', '__proto__'];
    return Promise.all(names.map((name) => window.gatehousePreview.call(name, null)));
  });
  expect(replies).toEqual(new Array(5).fill({ ok: false, error: 'bad-request' }));
  expect(
    await preview.evaluate(() =>
      ['gatehouse', 'gatehouseConfirm', 'require', 'process'].filter((name) => name in window),
    ),
  ).toEqual([]);
  const refused = await preview.evaluate(async () => {
    const fetched = ['https://evil.test/', 'app://gatehouse/index.html', 'file:///etc/passwd', 'data:,x'].map(
      (url) =>
        fetch(url).then(
          () => url,
          () => 'refused',
        ),
    );
    return Promise.all(fetched);
  });
  expect(refused).toEqual(new Array(4).fill('refused'));
  const served = await gatehouse.app.evaluate(({ session }) =>
    Promise.all(
      [
        'app://gatehouse/index.html',
        'app://confirm/confirm/index.html',
        'app://preview/preview/index.html',
      ].map(async (url) => (await session.fromPartition('preview').fetch(url)).status),
    ),
  );
  expect(served).toEqual([404, 404, 200]);
  const elsewhere = await gatehouse.app.evaluate(
    async ({ session }) =>
      (await session.fromPartition('pages').fetch('app://preview/preview/index.html')).status,
  );
  expect(elsewhere).toBe(404);
});

test('cannot be read by script in the page', async () => {
  await show('text', 'notes.txt', Buffer.from('x'));
  const replies = await gatehouse.page.evaluate(async () => [
    await window.gatehouse.call('preview.get', null),
    window.length,
    'gatehousePreview' in window,
  ]);
  expect(replies).toEqual([{ ok: false, error: 'bad-request' }, 0, false]);
});

test('closes on Esc, gives the keyboard back to the page, and leaves nothing behind', async () => {
  const preview = await show('text', 'notes.txt', Buffer.from('x'));
  await preview.keyboard.press('Escape').catch(ignoreClosed);
  await closed();
  const left = await gatehouse.app.evaluate(({ webContents }) => [
    webContents.getAllWebContents().map((contents) => contents.getURL()),
    webContents.getFocusedWebContents()?.getURL() ?? null,
  ]);
  expect(left).toEqual([['app://gatehouse/index.html'], 'app://gatehouse/index.html']);
});

test('closes at its button, and when its process fails', async () => {
  const first = await show('text', 'notes.txt', Buffer.from('x'));
  await first.click('.close', { noWaitAfter: true }).catch(ignoreClosed);
  await closed();
  await show('text', 'notes.txt', Buffer.from('x'));
  await gatehouse.app.evaluate(({ webContents }) => {
    const view = webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().startsWith('app://preview'));
    view?.forcefullyCrashRenderer();
  });
  await closed();
});

test('closes on Esc although a file keeps its page busy', async () => {
  const preview = await show('text', 'notes.txt', Buffer.from('x'));
  await preview.evaluate('setTimeout(() => { for (;;); }); undefined');
  await gatehouse.app.evaluate(({ webContents }) => {
    const view = webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().startsWith('app://preview'));
    view?.sendInputEvent({ type: 'keyDown', keyCode: 'Escape' });
  });
  await closed();
});

test.each([
  ['light', 'en', 'Close'],
  ['dark', 'de', 'Schließen'],
  ['contrast', 'de', 'Schließen'],
] as const)(
  'speaks and looks as the person chose (%s, %s), without findings of axe',
  async (theme, language, close) => {
    await gatehouse.page.evaluate(
      async (changed) => {
        const { value } = (await window.gatehouse.call('settings.get', null)) as { value: object };
        await window.gatehouse.call('settings.set', { ...value, ...changed });
      },
      { theme, language },
    );
    const preview = await show('pdf', 'offer.pdf', pdfWith(''));
    expect(await preview.locator('.close').textContent()).toBe(close);
    expect(
      await preview.evaluate(() => [
        document.documentElement.lang,
        document.documentElement.dataset['theme'],
      ]),
    ).toEqual([language, theme]);
    await preview.evaluate(axe.source);
    const findings = await preview.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))',
    );
    expect(findings).toEqual([]);
  },
);

function ignoreClosed(error: unknown): void {
  if (!String(error).includes('closed')) throw error;
}
