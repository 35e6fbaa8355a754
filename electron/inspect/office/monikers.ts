// What an object of OLE is linked to. Source: MS-OSHARED section 2.3.7, MS-OLEDS.

import { wideText } from '../bytes.ts';

const urlMoniker = Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex');
const fileMoniker = Buffer.from('0303000000000000c000000000000046', 'hex');
const longest = 8192;

/** Addresses behind URL monikers (MS-OSHARED section 2.3.7.6). */
export function urlMonikersIn(content: Buffer): string[] {
  return behind(content, urlMoniker, (at) => {
    if (at + 4 > content.length) return '';
    const end = Math.min(content.length, at + 4 + Math.min(content.readUInt32LE(at), longest));
    return wideText(content, at + 4, end);
  });
}

/** Paths behind file monikers (MS-OSHARED section 2.3.7.8). */
export function fileMonikersIn(content: Buffer): string[] {
  return behind(content, fileMoniker, (at) => {
    if (at + 6 > content.length) return '';
    const end = Math.min(content.length, at + 6 + Math.min(content.readUInt32LE(at + 2), longest));
    return content.toString('latin1', at + 6, end);
  });
}

function behind(content: Buffer, mark: Buffer, read: (at: number) => string): string[] {
  const found: string[] = [];
  for (
    let at = content.indexOf(mark);
    at !== -1 && found.length < 1000;
    at = content.indexOf(mark, at + 16)
  ) {
    const text = read(at + 16).split('\0', 1)[0] ?? '';
    if (text !== '') found.push(text);
  }
  return found;
}
