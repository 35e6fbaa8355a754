import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { revealedText } from '../text/reveal.ts';

/** UTF-16 code units of one page; a page can say that it has any number of words. */
const longest = 20_000;

interface Piece {
  readonly str: string;
  readonly hasEOL: boolean;
}

/** What a page says, in the order of the file, with hidden characters named; empty when it says nothing, or nothing that can be read. */
export async function pageText(page: Pick<PDFPageProxy, 'streamTextContent'>): Promise<string> {
  const reader = page.streamTextContent().getReader();
  let text = '';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { items }: { readonly items: readonly Piece[] } = next.value;
      for (const { str, hasEOL } of items) text += hasEOL ? `${str}\n` : str;
      if (text.length >= longest) break;
    }
  } catch {
    // The picture of the page stands: what came before it broke is said.
  }
  // Whoever reads no further tells the other side, which may be gone.
  reader.cancel().catch(() => undefined);
  return revealedText(text.slice(0, longest), 'running').trim();
}
