import { kindOf } from './file-types.ts';
import type { Finding, Inspector } from './inspector.ts';
import { trueType } from './true-type.ts';
import { Unreadable } from './unreadable.ts';

/** {BDE316E7-2665-4511-A4C4-8D4D0B7A9EAC}: the header of a file that lies in a notebook ([MS-ONESTORE] 2.6.13). */
const fileHeader = Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex');
const headerSize = 36;

/**
 * The files in a notebook. Their names are elsewhere in it and anybody's guess, so whatever is not a picture is held: a text may be a
 * script that a double click on a drawn button starts.
 */
export const oneNote: Inspector = {
  name: 'onenote',
  takes: ['onenote'],
  inspect: (bytes, context) => {
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found: Finding[] = [];
    let number = 0;
    for (let at = all.indexOf(fileHeader); at >= 0; at = all.indexOf(fileHeader, at + headerSize)) {
      context.budget.takeEntry();
      number += 1;
      const content = embeddedAt(all, at);
      context.budget.takeBytes(content.byteLength);
      const where = `file ${number}`;
      if (kindOf(trueType(content, '')) !== 'image')
        found.push({ code: 'document.embedded-file', level: 'hold', where: '', params: { name: where } });
      found.push(...context.nested(content, where));
    }
    return found;
  },
};

function embeddedAt(all: Buffer, at: number): Buffer {
  if (at + headerSize > all.byteLength) throw new Unreadable('embedded file');
  const length = all.readBigUInt64LE(at + 16);
  if (length > BigInt(all.byteLength - at - headerSize)) throw new Unreadable('embedded file');
  return all.subarray(at + headerSize, at + headerSize + Number(length));
}
