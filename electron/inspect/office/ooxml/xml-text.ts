import { isAscii } from 'node:buffer';

/** The part as text, without its byte order mark; null for what is not XML. Encodings that Office reads besides are told by the declaration. */
export function xmlText(bytes: Buffer): string | null {
  const text = decoded(bytes);
  return /^\s*</.test(text) ? text : null;
}

function decoded(bytes: Buffer): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  if (first === 0x3c && second === 0) return decode('utf-16le', bytes);
  if (first === 0 && second === 0x3c) return decode('utf-16be', bytes);
  if (first === 0xef && second === 0xbb && third === 0xbf) return decode('utf-8', bytes);
  const declared = /^<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(
    bytes.toString('latin1', 0, 300),
  );
  return decode(declared?.[1] ?? 'utf-8', bytes);
}

function decode(encoding: string, bytes: Buffer): string {
  // Most parts; a string of eight bits a letter is made, searched and parsed in half the time.
  if (/^(?:utf-?8|us-ascii|iso-8859-1|windows-1252)$/i.test(encoding) && isAscii(bytes))
    return bytes.toString('latin1');
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    // An encoding that nobody knows: names of elements are ASCII in all that Office could read.
    return bytes.toString('latin1');
  }
}
