import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type { TLSSocketOptions } from 'node:tls';
import type { HostileClient } from './hostile-client.ts';

export const streamHeader = (from = 'corp.test') =>
  `<?xml version='1.0'?><stream:stream from='${from}' id='s1' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;

export const features = (content: string) => `<stream:features>${content}</stream:features>`;

export const mechanisms = (...names: string[]) =>
  `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${names.map((name) => `<mechanism>${name}</mechanism>`).join('')}</mechanisms>`;

const sasl = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";

export interface ScramTampering {
  readonly hash?: 'sha1' | 'sha256' | 'sha512';
  readonly password?: string;
  readonly iterations?: number | string;
  /** From the client's nonce to the one we send back. */
  readonly nonce?: (client: string) => string;
  /** In front of `r=`. */
  readonly prefix?: string;
  /** From the right signature to the element that ends the login. */
  readonly final?: (signature: string) => string;
}

export const success = (data: string) =>
  `<success ${sasl}>${data === '' ? '' : Buffer.from(data).toString('base64')}</success>`;
export const challenge = (data: string) =>
  `<challenge ${sasl}>${Buffer.from(data).toString('base64')}</challenge>`;

/** The server's side of SCRAM: honest where nothing is tampered with. Returns the mechanism that the client chose. */
export async function playScram(client: HostileClient, tampering: ScramTampering = {}): Promise<string> {
  const hash = tampering.hash ?? 'sha256';
  const [, mechanism = '', first64 = ''] = await client.receive(
    /<auth [^>]*mechanism="([^"]*)"[^>]*>([^<]*)<\/auth>/,
  );
  const firstBare = Buffer.from(first64, 'base64').toString().replace(/^n,,/, '');
  const clientNonce = /r=([^,]*)/.exec(firstBare)?.[1] ?? '';
  const nonce = (tampering.nonce ?? ((own) => `${own}server`))(clientNonce);
  const salt = Buffer.from('salt and pepper');
  const iterations = tampering.iterations ?? 4096;
  const serverFirst = `${tampering.prefix ?? ''}r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
  client.send(challenge(serverFirst));

  const [, response64 = ''] = await client.receive(/<response [^>]*>([^<]*)<\/response>/);
  const [withoutProof = ''] = Buffer.from(response64, 'base64').toString().split(',p=');
  const length = createHash(hash).digest().length;
  const salted = pbkdf2Sync(tampering.password ?? 'correct horse', salt, Number(iterations), length, hash);
  const serverKey = createHmac(hash, salted).update('Server Key').digest();
  const signature = createHmac(hash, serverKey)
    .update(`${firstBare},${serverFirst},${withoutProof}`)
    .digest('base64');
  client.send((tampering.final ?? ((right) => success(`v=${right}`)))(signature));
  return mechanism;
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
