// A web page with all its parts in one mail-like file (RFC 2557), which Word and Excel save and open as documents.

import { bufferOf } from '../bytes.ts';
import { Place } from '../document-place.ts';
import type { Finding, Inspector } from '../inspector.ts';
import { inspectPacked } from './objects/active-mime.ts';

export const mhtml: Inspector = {
  name: 'mhtml',
  takes: ['mhtml'],
  inspect: (bytes, context) => inspectEntity(bufferOf(bytes), '', new Place(context), 0),
};

const deepest = 8;
const headersLimit = 65_536;

/** RFC 2045 and 2046: headers, an empty line, a body that may have parts of its own. */
function inspectEntity(bytes: Buffer, fallback: string, place: Place, depth: number): Finding[] {
  const text = bytes.toString('latin1');
  const gap = /\r?\n[ \t]*\r?\n/.exec(text);
  const end = gap === null ? Math.min(text.length, headersLimit) : gap.index;
  const headers = text.slice(0, Math.min(end, headersLimit)).replaceAll(/\r?\n[ \t]+/g, ' ');
  const body = gap === null ? text.slice(end) : text.slice(gap.index + gap[0].length);
  const boundary = /boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(headers);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark !== undefined && depth < deepest) {
    return body
      .split(`--${mark}`)
      .slice(1)
      .flatMap((part, index) => {
        if (part.startsWith('--')) return [];
        place.context.budget.takeEntry();
        return inspectEntity(
          Buffer.from(part.replace(/^[ \t]*\r?\n/, ''), 'latin1'),
          `part ${index + 1}`,
          place,
          depth + 1,
        );
      });
  }
  const location = /^content-location:\s*(\S{1,500})/im.exec(headers)?.[1] ?? '';
  const named = /\b(?:file)?name\s*=\s*"?([^"\r\n;]{1,200})/i.exec(headers)?.[1] ?? '';
  const name = location.split(/[\\/]/).at(-1) || named || fallback || 'content';
  const encoding = /^content-transfer-encoding:\s*([\w-]{1,40})/im.exec(headers)?.[1]?.toLowerCase() ?? '';
  return inspectPacked(decoded(body, encoding), name, place);
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replaceAll(/=[ \t]*\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
