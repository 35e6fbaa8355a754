import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Element, xml } from '../../../electron/wire/connection/element.ts';
import { exchangeOf, parseMessage } from '../../../electron/wire/message-parsing.ts';
import { stanza } from './fake-connection.ts';
import { account } from './protocol-context.ts';

function parse(message: Element) {
  const exchange = exchangeOf(message, account);
  return exchange && parseMessage(message, exchange, { via: 'live', archiveId: null, at: 1, raw: '' });
}

const fromBob = (children: string, attributes = '') =>
  parse(
    stanza(`<message from='bob@corp.test/phone' to='alice@corp.test' ${attributes}>${children}</message>`),
  );

describe('a message', () => {
  test('is its body, its sender and the id that receipts refer to', () => {
    const message = fromBob(
      "<body>Hello</body><request xmlns='urn:xmpp:receipts'/><origin-id xmlns='urn:xmpp:sid:0' id='other'/>",
      "id='m1' type='chat'",
    );
    expect(message).toMatchObject({
      direction: 'in',
      peer: 'bob@corp.test',
      from: 'bob@corp.test/phone',
      stanzaId: 'm1',
      body: 'Hello',
      wantsReceipt: true,
      isEncrypted: false,
    });
  });

  test('from our own account is one we sent', () => {
    const message = stanza(
      "<message from='alice@corp.test/laptop' to='bob@corp.test/x'><body>Hi</body></message>",
    );
    expect(parse(message)).toMatchObject({ direction: 'out', peer: 'bob@corp.test' });
  });

  test('between two others is none of ours', () => {
    expect(
      parse(stanza("<message from='bob@corp.test' to='carol@corp.test'><body>Hi</body></message>")),
    ).toBeNull();
  });

  test('shows the body without a language when there are several', () => {
    expect(fromBob("<body xml:lang='de'>Hallo</body><body>Hello</body>")?.body).toBe('Hello');
  });

  test('T28: is plain text even when it brings a formatted version', () => {
    const html =
      "<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>rich</body></html>";
    expect(fromBob(html)).toBeNull();
    expect(fromBob(`<body>plain</body>${html}`)?.body).toBe('plain');
  });

  test.each([
    ["<encrypted xmlns='eu.siacs.conversations.axolotl'/>"],
    ["<encrypted xmlns='urn:xmpp:omemo:2'/>"],
    ["<openpgp xmlns='urn:xmpp:openpgp:0'>…</openpgp>"],
    ["<x xmlns='jabber:x:encrypted'>…</x>"],
    ["<encryption xmlns='urn:xmpp:eme:0' namespace='urn:example'/>"],
  ])('with %s is encrypted, and its fallback text says nothing (T36)', (marker) => {
    expect(fromBob(`<body>Call this number</body>${marker}`)).toMatchObject({ isEncrypted: true, body: '' });
    expect(fromBob(marker)).toMatchObject({ isEncrypted: true });
  });

  test('of the old kind is encrypted by its first characters', () => {
    expect(fromBob('<body>?OTR:AAMCsGBuB6hVuu0AAA==.</body>')).toMatchObject({ isEncrypted: true, body: '' });
  });

  test('of a group chat, or of somebody in a room, is ignored', () => {
    expect(fromBob('<body>Hi</body>', "type='groupchat'")).toBeNull();
    expect(
      fromBob("<body>Hi</body><x xmlns='http://jabber.org/protocol/muc#user'/>", "type='chat'"),
    ).toBeNull();
  });

  test('that is an error is no message', () => {
    expect(fromBob('<body>Hi</body>', "type='error' id='m1'")).toBeNull();
  });

  test.each([
    ["<retracted xmlns='urn:xmpp:message-retract:1' stamp='2026-01-01T00:00:00Z'/>"],
    ["<apply-to xmlns='urn:xmpp:fasten:0' id='m1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>"],
  ])('T18: that only takes another one back (%s) shows as nothing', (retraction) => {
    expect(fromBob(retraction)).toBeNull();
  });

  test('T13: that only wraps another one shows as nothing', () => {
    const wrapped =
      "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='boss@corp.test' to='alice@corp.test'>" +
      '<body>Pay the invoice</body></message></forwarded>';
    expect(fromBob(wrapped)).toBeNull();
    expect(fromBob(`<body>see below</body>${wrapped}`)?.body).toBe('see below');
  });

  test('with an address that is none is ignored', () => {
    expect(parse(stanza("<message from='b@@c' to='alice@corp.test'><body>Hi</body></message>"))).toBeNull();
    expect(
      parse(stanza("<message from='bob@corp.test/' to='alice@corp.test'><body>Hi</body></message>")),
    ).toBeNull();
  });

  test('whatever it consists of, reading it never throws', () => {
    const names = fc.constantFrom(
      'body',
      'x',
      'received',
      'request',
      'encryption',
      'forwarded',
      'origin-id',
      '',
    );
    const spaces = fc.constantFrom('jabber:client', 'urn:xmpp:sid:0', 'urn:xmpp:forward:0', '');
    const texts = fc.string({ unit: 'binary' });
    const child = fc
      .tuple(names, spaces, texts)
      .map(([name, xmlns, text]) => xml(name, { xmlns, id: text }, text));
    const messages = fc
      .record({
        from: fc.option(texts),
        to: fc.option(texts),
        type: fc.option(texts),
        children: fc.array(child),
      })
      .map(({ children, ...attrs }) => xml('message', attrs, ...children));
    fc.assert(
      fc.property(messages, (message) => void parse(message)),
      { seed: 20261124 },
    );
  });
});

describe('what changes another message', () => {
  test('says which, and is a message of its own (T17)', () => {
    const replace = "<replace id='m0' xmlns='urn:xmpp:message-correct:0'/>";
    expect(fromBob(`<body>Better</body>${replace}`, "id='m1'")).toMatchObject({
      body: 'Better',
      change: { kind: 'correction', of: 'm0' },
    });
    expect(fromBob(replace, "id='m1'")).toBeNull();
  });

  test('takes it back also without a word, for the record (T18)', () => {
    const retract = "<retract id='m0' xmlns='urn:xmpp:message-retract:1'/>";
    expect(fromBob(retract, "id='m1'")).toMatchObject({ body: '', change: { kind: 'retraction', of: 'm0' } });
    expect(fromBob("<retract xmlns='urn:xmpp:message-retract:1'/>", "id='m1'")).toBeNull();
  });
});
