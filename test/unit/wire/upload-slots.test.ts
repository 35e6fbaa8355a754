import { describe, expect, test } from 'vitest';
import { createAudience } from '../../../electron/wire/audience.ts';
import { createDisco } from '../../../electron/wire/disco.ts';
import { capsElement } from '../../../electron/wire/entity-caps.ts';
import { ownCapabilities } from '../../../electron/wire/own-capabilities.ts';
import { createUploadSlots, slotIn } from '../../../electron/wire/upload-slots.ts';
import { answerOf, full, refusal, stanza } from './fake-connection.ts';
import { account, protocolContext } from './protocol-context.ts';

const upload = 'urn:xmpp:http:upload:0';
const info = (content: string) =>
  answerOf(`<iq><query xmlns='http://jabber.org/protocol/disco#info'>${content}</query></iq>`);
const form = (size: string) =>
  `<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>${upload}</value></field>` +
  `<field var='max-file-size'><value>${size}</value></field></x>`;
const service = (size: string) => info(`<feature var='${upload}'/>${form(size)}`);
const putUrl = 'https://upload.corp.test/4a77/plan.pdf';
const getUrl = 'https://download.corp.test/4a77/plan.pdf';
const slot = (put = putUrl, get = getUrl, headers = '') =>
  `<iq type='result'><slot xmlns='${upload}'><put url='${put}'>${headers}</put><get url='${get}'/></slot></iq>`;
const header = (name: string, value: string) => `<header name='${name}'>${value}</header>`;
const plan = { name: 'plan.pdf', size: 1000, mediaType: 'application/pdf' };

/** A server with these domains beside it, that say of themselves what the test says. */
function server(items: readonly string[], answers: Readonly<Record<string, ReturnType<typeof info>>>) {
  const parts = protocolContext();
  const { connection, context } = parts;
  connection.respond = (iq) => {
    const { to = '' } = iq.attrs;
    const query = iq.getChild('query');
    if (query?.getNS() === 'http://jabber.org/protocol/disco#items') {
      const list = items.map((jid) => `<item jid='${jid}'/>`).join('');
      return answerOf(`<iq><query xmlns='http://jabber.org/protocol/disco#items'>${list}</query></iq>`);
    }
    if (query !== undefined) return answers[to] ?? refusal('service-unavailable');
    return answers[`slot ${to}`] ?? refusal('service-unavailable');
  };
  const disco = createDisco(
    context,
    createAudience(account, () => false),
    capsElement('urn:x', ownCapabilities),
    ownCapabilities,
  );
  return { ...parts, slots: createUploadSlots(context, disco) };
}

describe('the service for uploads', () => {
  test('is a domain below the server’s, with the size that it takes', async () => {
    const { slots, connection } = server(['rooms.corp.test', 'upload.corp.test'], {
      'upload.corp.test': service('5242880'),
    });
    expect(await slots.service()).toEqual({ address: 'upload.corp.test', maxSize: 5_242_880 });
    const { length } = connection.requests;
    await slots.service();
    expect(connection.requests).toHaveLength(length);
    connection.emit('online', { resumed: false, jid: full(`${account}/desk`) });
    await slots.service();
    expect(connection.requests.length).toBeGreaterThan(length);
  });

  test('is the server itself where it says so', async () => {
    const { slots, connection } = server([], { 'corp.test': service('1e9') });
    expect(await slots.service()).toEqual({ address: 'corp.test', maxSize: null });
    expect(connection.requests).toHaveLength(1);
  });

  test.each(['upload.attacker.test', 'corp.test.attacker.test', 'eve@upload.corp.test', 'xcorp.test'])(
    'T27: is not %s, which is not asked',
    async (address) => {
      const { slots, connection } = server([address], { [address]: service('1') });
      expect(await slots.service()).toBeNull();
      expect(connection.requests.map(({ attrs }) => attrs['to'])).not.toContain(address);
      expect(await slots.request(plan)).toEqual({ ok: false, code: 'not-supported' });
    },
  );

  test('without a connection is asked again with the next file', async () => {
    const { slots, connection } = server([], {
      'corp.test': service('2000'),
      'slot corp.test': answerOf(slot()),
    });
    connection.isOnline = false;
    connection.state = { kind: 'connecting' };
    expect(await slots.request(plan)).toEqual({ ok: false, code: 'offline' });
    connection.isOnline = true;
    expect(await slots.request(plan)).toMatchObject({ ok: true });
  });
});

describe('a slot', () => {
  test('is asked for with name, size and type', async () => {
    const { slots, connection } = server([], {
      'corp.test': service('1000'),
      'slot corp.test': answerOf(slot()),
    });
    expect(await slots.request(plan)).toEqual({ ok: true, slot: { putUrl, getUrl, headers: {} } });
    expect(String(connection.requests.at(-1)?.getChild('request'))).toBe(
      `<request xmlns="${upload}" filename="plan.pdf" size="1000" content-type="application/pdf"/>`,
    );
  });

  test('is not asked for when the file is larger than the service takes', async () => {
    const { slots, connection } = server([], { 'corp.test': service('999') });
    expect(await slots.request(plan)).toEqual({ ok: false, code: 'too-large' });
    expect(connection.requests.some((iq) => iq.getChild('request') !== undefined)).toBe(false);
  });

  test('that is refused is refused for its size, or not', async () => {
    const error = stanza(`<error type='modify'><file-too-large xmlns='${upload}'/></error>`);
    const tooLarge = { ok: false, code: 'error', condition: 'not-acceptable', error } as const;
    const of = (answer: ReturnType<typeof info>) =>
      server([], { 'corp.test': service('2000'), 'slot corp.test': answer }).slots.request(plan);
    expect(await of(tooLarge)).toEqual({ ok: false, code: 'too-large' });
    expect(await of(refusal('resource-constraint'))).toEqual({ ok: false, code: 'refused' });
    expect(await of({ ok: false, code: 'timeout' })).toEqual({ ok: false, code: 'offline' });
  });

  test('T27: brings of headers the three that may be, whatever their case', () => {
    const headers =
      header('authorization', 'Basic Base64String==') +
      header('Host', 'intranet') +
      header(' COOKIE', 'a=b; c=d') +
      header('X-A', 'b');
    expect(slotIn(stanza(slot(putUrl, getUrl, headers)))?.headers).toEqual({
      Authorization: 'Basic Base64String==',
      Cookie: 'a=b; c=d',
    });
  });

  test.each([
    ['an upload in the clear', slot('http://upload.corp.test/a')],
    ['an address in the clear for the others', slot(putUrl, 'http://upload.corp.test/a')],
    ['no address for the others', slot(putUrl, '')],
    ['a user name', slot('https://corp.test@attacker.test/a')],
    ['another scheme', slot('file:///etc/passwd')],
    ['an address without end', slot(`https://upload.corp.test/${'a'.repeat(4096)}`)],
    ['a line within an address', slot('https://upload.corp.test/a&#10;b')],
    ['a line within a header', slot(putUrl, getUrl, header('Cookie', 'a&#13;&#10;Host: intranet'))],
    ['a line behind a header', slot(putUrl, getUrl, header('Cookie', 'a&#10;'))],
    ['a control character', slot(putUrl, getUrl, header('Cookie', 'a\u0085b'))],
    ['a header beyond ASCII', slot(putUrl, getUrl, header('Cookie', 'ä'))],
    ['a header without end', slot(putUrl, getUrl, header('Cookie', 'a'.repeat(8193)))],
    ['an empty header', slot(putUrl, getUrl, header('Cookie', ''))],
    ['a header twice', slot(putUrl, getUrl, header('Cookie', 'a') + header('cookie', 'b'))],
    ['nothing', `<iq type='result'/>`],
    ['another namespace', slot().replace(upload, 'urn:xmpp:http:upload')],
  ])('T27: with %s is none, and on record without what is secret in it', async (_what, answer) => {
    const { slots, told } = server([], { 'corp.test': service('2000'), 'slot corp.test': answerOf(answer) });
    expect(await slots.request(plan)).toEqual({ ok: false, code: 'refused' });
    expect(told).toEqual([['violation', 'upload.unsafe-slot', 'corp.test']]);
  });
});
