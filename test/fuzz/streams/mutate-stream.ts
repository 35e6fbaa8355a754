import type { Random } from '../random.ts';

/** What breaks parsers of XML and of XMPP, as bytes. */
const tokens: readonly Buffer[] = [
  ...['<', '>', '/>', '</', '&', '&#0;', '&#x110000;', '&amp;', '&a;', ']]>', '<![CDATA[', '<!--', '<?x ?>'],
  ...["'", '"', '=', '\0', '\u202E', '\uFFFF', '😀', '<!DOCTYPE a>', '</stream:stream>', ' '.repeat(300)],
  ...[
    "xmlns=''",
    "xmlns='jabber:client'",
    "xmlns:a='urn:a'",
    '<a:b/>',
    "from='mallory@partner.test'",
    "from=''",
  ],
  ...[
    "from='alice@corp.test'",
    "to='x@y/z'",
    "type='error'",
    "type='result'",
    "id=''",
    "stamp='-9999-99-99'",
  ],
  ...['<body>', '</body>', "<error type='x'/>", "h='4294967296'", "by='alice@corp.test'", '<a>'.repeat(80)],
  ...['</message>', '<message>', '<presence>', '<iq>', '<item/>'.repeat(40), '9'.repeat(400), '-1', 'NaN'],
].map((text) => Buffer.from(text));

const loose = [
  Buffer.of(0xff),
  Buffer.of(0xc3),
  Buffer.of(0xed, 0xa0, 0x80),
  Buffer.of(0xf4, 0x90, 0x80, 0x80),
];

/** What is well-formed where a value belongs, and wrong. */
const values = [
  ...[
    '',
    '0',
    '-1',
    '4294967296',
    '1e400',
    'NaN',
    'constructor',
    '__proto__',
    '🦊'.repeat(400),
    'x'.repeat(3000),
  ],
  ...[
    'mallory@partner.test',
    'alice@corp.test',
    'alice@corp.test/x',
    'corp.test',
    '@',
    'a@b@c',
    '/',
    'ＡＬＩＣＥ@corp.test',
  ],
  ...[
    'error',
    'result',
    'set',
    'get',
    'subscribe',
    'groupchat',
    'both',
    '2999-01-01T00:00:00Z',
    '-9999-99-99',
  ],
  ...[
    'jabber:client',
    'urn:xmpp:mam:2',
    'urn:xmpp:carbons:2',
    'urn:xmpp:forward:0',
    'http://jabber.org/protocol/muc#user',
    'urn:xmpp:sfs:0',
    'jabber:x:oob',
    'urn:xmpp:http:upload:0',
  ],
  ...[
    'https://upload.corp.test/a',
    'https://a@b/',
    'https://[::1]:0/',
    'aesgcm://a/b#c',
    'http://a',
    'https://\u202e/%00',
  ],
].map((text) => Buffer.from(text));

/** One to four changes to one of the streams; half of them leave it well-formed. */
export function mutateStream(streams: readonly Buffer[], random: Random): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
  const slice = (bytes: Buffer, longest: number) => {
    const start = below(bytes.length + 1);
    return bytes.subarray(start, start + below(longest));
  };
  let bytes = pick(streams, Buffer.alloc(0));
  for (let left = 1 + below(4); left > 0; left -= 1) {
    const at = below(bytes.length + 1);
    if (random() < 0.5) {
      bytes = withValue(bytes, at, pick(values, bytes));
      continue;
    }
    const before = bytes.subarray(0, at);
    const after = bytes.subarray(at);
    const change = below(6);
    if (change === 0) bytes = Buffer.concat([before, after.subarray(below(60))]);
    else if (change === 1) bytes = Buffer.concat([before, slice(pick(streams, bytes), 400), after]);
    else if (change === 2) bytes = Buffer.concat([before, pick(tokens, bytes), after]);
    else if (change === 3) bytes = Buffer.concat([before, pick(loose, bytes), after]);
    else if (change === 4) bytes = Buffer.concat([before, Buffer.of(below(256)), after.subarray(1)]);
    else bytes = Buffer.concat([before, slice(before, 200), after]);
  }
  return bytes;
}

/** The quoted value behind this place is another one. */
function withValue(bytes: Buffer, at: number, value: Buffer): Buffer {
  const start = bytes.indexOf("='", at);
  const end = start === -1 ? -1 : bytes.indexOf("'", start + 2);
  return end === -1 ? bytes : Buffer.concat([bytes.subarray(0, start + 2), value, bytes.subarray(end)]);
}
