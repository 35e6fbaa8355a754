import { expect, test } from 'vitest';
import { pageText } from '../../../../renderer/preview/page-text.ts';

/** A page that says this, and then breaks if that is wanted. */
function page(pieces: readonly { readonly str: string; readonly hasEOL: boolean }[], breaks = false) {
  const chunks = pieces.map((piece) => ({ items: [piece] }));
  const streamTextContent = () =>
    new ReadableStream({
      pull(controller) {
        const next = chunks.shift();
        if (next !== undefined) controller.enqueue(next);
        else if (breaks) controller.error(new Error('broken'));
        else controller.close();
      },
    });
  return { streamTextContent };
}

const line = (str: string) => ({ str, hasEOL: true });

test('a page is heard line by line, and with what is hidden in it', async () => {
  expect(await pageText(page([line('Dear Anna,'), line('invoice\u202efdp.exe')]))).toBe(
    'Dear Anna,\ninvoice[U+202E]fdp.exe',
  );
  expect(await pageText(page([]))).toBe('');
});

test('a page that goes on for ever is read no further than is sensible', async () => {
  const endless = Array.from({ length: 100 }, () => line('x'.repeat(1000)));
  expect((await pageText(page(endless))).length).toBe(20_000);
});

test('of a page that breaks off what came before is heard', async () => {
  expect(await pageText(page([line('Dear Anna,')], true))).toBe('Dear Anna,');
});
