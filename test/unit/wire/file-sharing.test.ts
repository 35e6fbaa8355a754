import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileOffer, fileElements } from '../../../electron/wire/file-sharing.ts';
import { exchangeOf, parseMessage } from '../../../electron/wire/message-parsing.ts';
import { createOutgoing } from '../../../electron/wire/outgoing.ts';
import { bare, stanza } from './fake-connection.ts';
import { account, protocolContext } from './protocol-context.ts';

const url = 'https://upload.corp.test/4a771ac1/summit.jpg';
const other = 'https://attacker.test/4a771ac1/summit.jpg';
const sha256 = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
const hash = (text: string, algo = 'sha-256') =>
  `<hash xmlns='urn:xmpp:hashes:2' algo='${algo}'>${text}</hash>`;
const good = hash(Buffer.from(sha256, 'hex').toString('base64'));
const unknown = { name: null, size: null, mediaType: null, sha256: null };

const oob = (target: string) => `<x xmlns='jabber:x:oob'><url>${target}</url></x>`;
const source = (target: string) =>
  `<url-data xmlns='http://jabber.org/protocol/url-data' target='${target}'/>`;
const sharing = (sources: string, about = '') =>
  `<file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline'><file xmlns='urn:xmpp:file:metadata:0'>${about}</file>` +
  `<sources>${sources}</sources></file-sharing>`;
const body = (text: string) => `<body>${text}</body>`;

function read(children: string) {
  const message = stanza(
    `<message from='bob@corp.test/phone' to='alice@corp.test' type='chat'>${children}</message>`,
  );
  const exchange = exchangeOf(message, account);
  return exchange && parseMessage(message, exchange, { via: 'live', archiveId: null, at: 1, raw: '' });
}

describe('a message with a file', () => {
  test('of a client of today names it, its size, its type and its hash (XEP-0447 example 2)', () => {
    const about = `<media-type>image/JPEG</media-type><name>summit.jpg</name><size>3032449</size>${hash('AAAA', 'sha3-256')}${good}`;
    const message = read(sharing(source(url), about) + body(`Photo from the summit: ${url}`) + oob(url));
    expect(message).toMatchObject({
      body: `Photo from the summit: ${url}`,
      file: { url, name: 'summit.jpg', size: 3_032_449, mediaType: 'image/jpeg', sha256 },
    });
  });

  test('of a client that knows XEP-0066 alone is its address', () => {
    expect(read(body(url) + oob(url))).toMatchObject({ body: url, file: { url, ...unknown } });
  });

  test('and without words is shown by its address', () => {
    expect(read(oob(url))).toMatchObject({ body: url, file: { url } });
    expect(read(sharing(source(url)))).toMatchObject({ body: url, file: { url } });
  });

  test('may have several sources, of which the one for all others counts', () => {
    const mirror = 'https://mirror.corp.test/summit.jpg';
    expect(read(sharing(source(url) + source(mirror)))?.file?.url).toBe(url);
    expect(read(sharing(source(url) + source(mirror)) + oob(mirror))?.file?.url).toBe(mirror);
  });

  test('is as well one that we sent from elsewhere', () => {
    const message = stanza(
      `<message from='${account}/phone' to='bob@corp.test'>${body(url)}${oob(url)}</message>`,
    );
    const exchange = exchangeOf(message, account);
    if (exchange === null) throw new Error('none of ours');
    expect(parseMessage(message, exchange, { via: 'carbon', archiveId: null, at: 1, raw: '' })).toMatchObject(
      {
        direction: 'out',
        file: { url },
      },
    );
  });

  test('that is encrypted end to end has none that could be read', () => {
    const encrypted = "<encryption xmlns='urn:xmpp:eme:0' namespace='urn:example'/>";
    expect(read(sharing(source(url)) + encrypted)).toMatchObject({ isEncrypted: true, body: '', file: null });
  });
});

describe('T25: nothing is believed of a file', () => {
  test.each([
    ['whose address for old clients is another', sharing(source(url)) + body(url) + oob(other)],
    ['whose address is not the one in the text', body(url) + oob(other)],
    ['that is somewhere else than the text says', body('The minutes') + oob(other)],
    ['that is two', sharing(source(url)) + sharing(source(other)) + body(url)],
    ['that is two for old clients', body(url) + oob(url) + oob(other)],
    [
      'that has two hashes',
      sharing(source(url), good + hash(Buffer.alloc(32).toString('base64'))) + body(url),
    ],
  ])('%s', (_what, children) => {
    expect(read(children)?.file).toBeNull();
    expect(read(children)?.body).toBe(/<body>(.*)<\/body>/.exec(children)?.[1]);
  });

  test('and without words its addresses are what is shown', () => {
    expect(read(sharing(source(url)) + oob(other))).toMatchObject({ body: `${url}\n${other}`, file: null });
  });
});

test.each([
  ['T26', 'aesgcm://upload.corp.test/a.jpg#0011223344556677'],
  ['T27', 'http://upload.corp.test/a.jpg'],
  ['T25', 'file:///etc/passwd'],
  ['T25', 'javascript:alert(1)'],
  ['T25', 'https://corp.test@attacker.test/a'],
  ['T25', 'https:\\\\attacker.test\\a'],
  ['T25', 'https://attacker.test/a\u202egpj.exe'],
  ['T25', 'https://attacker.test/a b'],
  ['T27', '//upload.corp.test/a'],
  ['T27', 'https://'],
])('%s: %s is no file, and stands there as text', (_number, target) => {
  expect(read(body(target) + oob(target))).toMatchObject({ body: target, file: null });
  expect(read(sharing(source(target)))?.file ?? null).toBeNull();
  expect(read(oob(target))?.body).toBe(target);
});

test('T26: a source that is encrypted is no file (XEP-0448)', () => {
  const encrypted = `<encrypted xmlns='urn:xmpp:esfs:0'><sources xmlns='urn:xmpp:sfs:0'>${source(url)}</sources></encrypted>`;
  expect(read(sharing(encrypted) + body(`aesgcm${url.slice(5)}`))?.file).toBeNull();
});

test('T25: an address longer than any server gives out is no file', () => {
  const target = `${url}${'a'.repeat(4096)}`;
  expect(read(body(target) + oob(target))).toMatchObject({ body: target, file: null });
});

test('a key behind an address goes no further', () => {
  expect(read(oob(`${url}#secret`))?.file?.url).toBe(url);
});

test.each([
  ['a name that is too long to show its ending', `<name>${'a'.repeat(256)}</name>`],
  ['a name told twice', '<name>a.txt</name><name>a.exe</name>'],
  ['a size that is none', '<size>-1</size>'],
  ['a size that no disk has', `<size>${'9'.repeat(16)}</size>`],
  ['a size in another notation', '<size>1e3</size>'],
  ['a type that is none', '<media-type>image/png; charset="x"</media-type>'],
  ['a type without end', `<media-type>image/${'a'.repeat(256)}</media-type>`],
  ['a hash that is too short', hash('AAAA')],
  ['a hash of another kind', hash(Buffer.from(sha256, 'hex').toString('base64'), 'sha-512')],
])('T27: %s is not told', (_what, about) => {
  expect(read(sharing(source(url), about))?.file).toEqual({ url, ...unknown });
});

const file: FileOffer = { url, name: 'summit.jpg', size: 12, mediaType: 'image/jpeg', sha256 };

describe('a file that we send', () => {
  function sent(words: string): string {
    const { connection, context } = protocolContext();
    createOutgoing(context).send({ id: 'm1', to: bare('bob@corp.test'), body: words, file });
    return String(connection.sent[0]);
  }

  test('is told to clients of today, and by its address to all others', () => {
    expect(sent('')).toBe(
      `<message type="chat" id="m1" to="bob@corp.test"><body>${url}</body>` +
        '<file-sharing xmlns="urn:xmpp:sfs:0"><file xmlns="urn:xmpp:file:metadata:0"><media-type>image/jpeg</media-type>' +
        '<name>summit.jpg</name><size>12</size><hash xmlns="urn:xmpp:hashes:2" algo="sha-256">' +
        'WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=</hash></file>' +
        `<sources><url-data xmlns="http://jabber.org/protocol/url-data" target="${url}"/></sources></file-sharing>` +
        '<fallback xmlns="urn:xmpp:fallback:0" for="urn:xmpp:sfs:0"><body/></fallback>' +
        `<x xmlns="jabber:x:oob"><url>${url}</url></x>` +
        '<origin-id xmlns="urn:xmpp:sid:0" id="m1"/><request xmlns="urn:xmpp:receipts"/></message>',
    );
    expect(sent(url)).toBe(sent(''));
  });

  test('with words has its address behind them, and says which part that is', () => {
    const { body: text, elements } = fileElements(file, 'Look 👋');
    expect(text).toBe(`Look 👋\n${url}`);
    const [start, end] = /start="(\d+)" end="(\d+)"/.exec(elements.join(''))?.slice(1).map(Number) ?? [];
    expect([...text].slice(start, end).join('')).toBe(`\n${url}`);
    expect(elements.join('')).not.toContain('jabber:x:oob');
  });

  test.each(['', 'Look 👋', 'two\nlines', 'https://corp.test/elsewhere'])(
    'comes back from the archive as it went, with the words "%s"',
    (words) => {
      expect(read(sent(words).replace(/^<message[^>]*>|<\/message>$/g, ''))).toMatchObject({
        body: words || url,
        file,
      });
    },
  );
});

test('whatever is told of a file, reading it never throws, and what is believed is bounded', () => {
  const characters = fc.constantFrom(
    'a',
    '\u202e',
    '\u00a0',
    ' ',
    '@',
    '/',
    ':',
    '#',
    '%',
    '\\',
    'ß',
    '👋',
    '\n',
  );
  const texts = fc.oneof(
    fc.string({ unit: characters, maxLength: 20 }),
    fc.constantFrom(url, other, '', 'aesgcm://a/b#c', 'https://[::1]/'),
  );
  const escaped = texts.map((text) => text.replace(/[<&'"\p{C}\ufffe\uffff]/gu, ''));
  const part = fc.oneof(
    escaped.map(oob),
    escaped.map(body),
    fc
      .tuple(escaped, escaped)
      .map(([target, name]) => sharing(source(target), `<name>${name}</name>${hash(name)}`)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const told = read(parts.join(''))?.file ?? null;
      if (told === null) return;
      expect(told.url).toMatch(/^https:\/\/[^@\s]+$/);
      expect(told.name?.length ?? 0).toBeLessThanOrEqual(255);
    }),
    { seed: 20261124, numRuns: 200 },
  );
});
