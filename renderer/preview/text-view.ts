import { element } from '../above/element.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { type RevealedPart, reveal, tokenText } from '../text/reveal.ts';
import { decodeText } from './decode-text.ts';
import type { Viewed } from './shown.ts';

/** What is shown of a text, in bytes. */
const most = 1_000_000;
/** Of runs and named characters: beyond it, a text is one that hides more than it says. */
const mostParts = 20_000;
/** What is laid out at once, in UTF-16 code units: a line of a million letters would keep the page busy for minutes. */
const pieceLength = 10_000;

/** Its letters and nothing else; what would stay unseen, or turn others round, is named where it stands. */
export function textView(bytes: Uint8Array, text: Catalogue['preview']): Viewed {
  const content = element('pre', { class: 'text', dir: 'auto' });
  let left = mostParts;
  for (const piece of pieces(decodeText(bytes.subarray(0, most)))) {
    const parts = reveal(piece, 'running');
    if (parts.length > left) {
      left = -1;
      break;
    }
    left -= parts.length;
    content.append(element('span', { class: 'piece' }, ...parts.map(nodeOf)));
  }
  const isCut = bytes.byteLength > most || left < 0;
  return { outcome: 'shown', view: { content, facts: isCut ? text.cut : '', setFit: null } };
}

/** Cut at the ends of lines, where there are any. */
function* pieces(whole: string): Generator<string> {
  for (let at = 0; at < whole.length; ) {
    const end = at + pieceLength;
    const lineEnd = end >= whole.length ? whole.length : whole.lastIndexOf('\n', end) + 1;
    const next = lineEnd > at ? lineEnd : /[\uDC00-\uDFFF]/.test(whole.charAt(end)) ? end - 1 : end;
    yield whole.slice(at, next);
    at = next;
  }
}

function nodeOf(part: RevealedPart): Node | string {
  return typeof part === 'string' ? part : element('span', { class: 'token' }, `[${tokenText(part)}]`);
}
