import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { TLSSocketOptions } from 'node:tls';
import type { HostileClient } from './hostile-client.ts';

export const streamHeader = (from = 'corp.test') =>
  `<?xml version='1.0'?><stream:stream from='${from}' id='s1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;

export const features = (content: string) => `<stream:features>${content}</stream:features>`;

export const mechanisms = (...names: string[]) =>
  `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${names.map((name) => `<mechanism>${name}</mechanism>`).join('')}</mechanisms>`;

const sasl = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";
const sasl2 = "xmlns='urn:xmpp:sasl:2'";
const base64 = (text: string) => Buffer.from(text).toString('base64');

export const success = (data: string) => `<success ${sasl}>${data === '' ? '' : base64(data)}</success>`;
export const challenge = (data: string) => `<challenge ${sasl}>${base64(data)}</challenge>`;

/** How a server says the same thing in SASL (RFC 6120) and in SASL2 (XEP-0388). */
export interface SaslDialect {
  /** The mechanism and the first message. */
  readonly auth: RegExp;
  readonly offer: (...mechanisms: string[]) => string;
  readonly challenge: (data: string) => string;
  readonly success: (data: string) => string;
  readonly failure: (condition: string) => string;
}

export const rfc6120: SaslDialect = {
  auth: /<auth [^>]*mechanism="([^"]*)"[^>]*>([^<]*)<\/auth>/,
  offer: mechanisms,
  challenge,
  success,
  failure: (condition) => `<failure ${sasl}><${condition}/></failure>`,
};

/** `inline` is what the server takes along with a login, `outcome` what it says became of that. */
export function xep0388(inline = '', outcome = '', identity = 'alice@corp.test'): SaslDialect {
  const additional = (data: string) =>
    data === '' ? '' : `<additional-data>${base64(data)}</additional-data>`;
  return {
    auth: /<authenticate [^>]*mechanism="([^"]*)"[^>]*><initial-response>([^<]*)<\/initial-response>.*?<\/authenticate>/,
    offer: (...names) =>
      `<authentication ${sasl2}>${names.map((name) => `<mechanism>${name}</mechanism>`).join('')}${inline === '' ? '' : `<inline>${inline}</inline>`}</authentication>`,
    challenge: (data) => `<challenge ${sasl2}>${base64(data)}</challenge>`,
    success: (data) =>
      `<success ${sasl2}>${additional(data)}<authorization-identifier>${identity}</authorization-identifier>${outcome}</success>`,
    failure: (condition) => `<failure ${sasl2}><${condition} ${sasl}/></failure>`,
  };
}

/** A server that takes everything along with a login (XEP-0386, XEP-0198 section 9), and what it says after binding. */
export const inlineSession =
  "<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/><feature var='urn:xmpp:sm:3'/></inline></bind><sm xmlns='urn:xmpp:sm:3'/>";
export const boundSession =
  "<bound xmlns='urn:xmpp:bind:0'><enabled xmlns='urn:xmpp:sm:3' id='session' resume='true'/></bound>";

export interface ScramTampering {
  readonly hash?: 'sha1' | 'sha256' | 'sha512';
  readonly password?: string;
  readonly iterations?: number | string;
  /** From the client's nonce to the one we send back. */
  readonly nonce?: (client: string) => string;
  /** In front of `r=`. */
  readonly prefix?: string;
  /** Behind the iteration count. */
  readonly extensions?: string;
  /** From the right signature to the element that ends the login. */
  readonly final?: (signature: string, say: SaslDialect) => string;
}

export interface ScramLogin {
  /** What the client chose, and all of its request. */
  readonly mechanism: string;
  readonly request: string;
  /** "p=tls-exporter,,", and what the client says the channel is. */
  readonly header: string;
  readonly channel: Buffer;
}

/** The server's side of SCRAM: honest where nothing is tampered with. */
export async function playScram(
  client: HostileClient,
  tampering: ScramTampering = {},
  say: SaslDialect = rfc6120,
): Promise<ScramLogin> {
  const hash = tampering.hash ?? 'sha256';
  const [request, mechanism = '', first64 = ''] = await client.receive(say.auth);
  const first = Buffer.from(first64, 'base64').toString();
  const header = /^[^,]*,[^,]*,/.exec(first)?.[0] ?? '';
  const firstBare = first.slice(header.length);
  const clientNonce = /r=([^,]*)/.exec(firstBare)?.[1] ?? '';
  const nonce = (tampering.nonce ?? ((own) => `${own}server`))(clientNonce);
  const salt = Buffer.from('salt and pepper');
  const iterations = tampering.iterations ?? 4096;
  const start = `${tampering.prefix ?? ''}r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
  const serverFirst = `${start}${tampering.extensions ?? ''}`;
  client.send(say.challenge(serverFirst));

  const [, response64 = ''] = await client.receive(/<response [^>]*>([^<]*)<\/response>/);
  const [withoutProof = ''] = Buffer.from(response64, 'base64').toString().split(',p=');
  const channel = Buffer.from(/^c=([^,]*)/.exec(withoutProof)?.[1] ?? '', 'base64').subarray(header.length);
  const length = createHash(hash).digest().length;
  const salted = pbkdf2Sync(tampering.password ?? 'correct horse', salt, Number(iterations), length, hash);
  const serverKey = createHmac(hash, salted).update('Server Key').digest();
  const signature = createHmac(hash, serverKey)
    .update(`${firstBare},${serverFirst},${withoutProof}`)
    .digest('base64');
  client.send((tampering.final ?? ((right) => say.success(`v=${right}`)))(signature, say));
  return { mechanism, request, header, channel };
}

/** STARTTLS as an honest server does it, up to the handshake. */
export async function playStartTls(client: HostileClient, options: TLSSocketOptions): Promise<void> {
  await client.receive(/<stream:stream [^>]*>/);
  client.send(streamHeader() + features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
  await client.receive(/<starttls [^>]*\/>/);
  client.send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
  await client.startTls(options);
}

const managed = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>";
export const unmanaged = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";

/** Up to the features after login. */
export async function playLogin(client: HostileClient, offer = managed): Promise<void> {
  await client.receive(/<stream:stream [^>]*>/);
  client.send(streamHeader() + features(mechanisms('SCRAM-SHA-256')));
  await playScram(client);
  await client.receive(/<stream:stream [^>]*>/);
  client.send(streamHeader() + features(offer));
}

/** Resource binding and, where it was offered, stream management. */
export async function playBind(client: HostileClient, enabled = "id='session' resume='true'"): Promise<void> {
  const [, id = ''] = await client.receive(/<iq [^>]*id="([^"]*)"[^>]*><bind /);
  client.send(
    `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>alice@corp.test/here</jid></bind></iq>`,
  );
  if (enabled === '') return;
  await client.receive(/<enable [^>]*>/);
  client.send(`<enabled xmlns='urn:xmpp:sm:3' ${enabled}/>`);
}

/** An honest server until the client is online. */
export async function playOnline(client: HostileClient): Promise<void> {
  await playLogin(client);
  await playBind(client);
}
