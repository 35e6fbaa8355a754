import type { Random } from '../random.ts';

/** Sizes and counts that parsers trip over, in both byte orders. */
const numbers = [
  0, 1, 2, 7, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe,
  0xffffffff,
];

/** What begins or ends something in one of the formats. */
const words = [
  ...[
    'obj',
    'endobj',
    'stream',
    'endstream',
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    '/JS',
    '/#4a#53',
    '1 0 R',
    '/Filter',
    '/Length 99999999',
  ],
  ...[
    '{',
    '}',
    '\\bin99999',
    '\\objdata ',
    '\\*',
    "\\'41",
    '\\u-1?',
    '{\\field',
    '\\fldinst',
    '<',
    '</',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
  ],
  ...[
    '&#x110000;',
    '<![CDATA[',
    '\0Attribut',
    'PK\x03\x04',
    'PK\x05\x06',
    '\x13',
    '\x14',
    '\x15',
    '=cmd|',
    '!A0',
    ';',
    '"',
    '\r\n\r\n',
  ],
  ...[
    '--',
    'boundary=-',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    '\xff\xfe',
    '\x1f\x8b\x08',
    '%PDF-',
    'ActiveMime',
    'spinCount="',
  ],
];

/** One to six changes. `others` lend pieces. */
export function mutateBytes(start: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  let bytes = Buffer.from(start);
  for (let left = 1 + below(6); left > 0; left -= 1) {
    const at = below(bytes.length + 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const other = others[below(others.length)] ?? bytes;
    const from = below(other.length + 1);
    const change = below(8);
    if (change === 0) bytes = Buffer.concat([before, after.subarray(below(64))]);
    else if (change === 1) bytes = Buffer.concat([before, other.subarray(from, from + below(300)), after]);
    else if (change === 2)
      bytes = Buffer.concat([before, Buffer.from(words[below(words.length)] ?? '', 'latin1'), after]);
    else if (change === 3) bytes = Buffer.concat([before, Buffer.of(below(256)), after.subarray(1)]);
    else if (change === 4) bytes = Buffer.concat([before, before.subarray(-below(200)), after]);
    else if (change === 5) bytes = Buffer.from(bytes.subarray(0, random() < 0.1 ? at : bytes.length));
    else writeNumber(bytes, at, numbers[below(numbers.length)] ?? 0, random);
  }
  return bytes;
}

function writeNumber(bytes: Buffer, at: number, value: number, random: Random): void {
  const size = random() < 0.5 ? 2 : 4;
  if (at + size > bytes.length) return;
  if (size === 2) bytes.writeUInt16LE(value & 0xffff, at);
  else if (random() < 0.8) bytes.writeUInt32LE(value, at);
  else bytes.writeUInt32BE(value, at);
}
