import { type BareJid, bareOf, domainOf, parseBareJid } from '../../../shared/model/jid.ts';
import type { Element } from './element.ts';

/** How much one child of the stream may be. */
export interface StanzaLimits {
  /** UTF-16 code units of markup and text, first `<` to last `>`. A code unit is at most three bytes on the wire. */
  readonly characters: number;
  /** Elements open at once, the stanza itself included. */
  readonly depth: number;
  readonly elements: number;
  /** Per element. */
  readonly attributes: number;
}

/**
 * No honest server sends more than this: what does is not a stanza but an attack, and the stream ends (RFC 6120 section 4.9.3.14).
 * Servers pass 256 KiB to 1 MiB from others; only what they say themselves, like a whole company's roster, can be longer.
 */
export const streamCeiling: StanzaLimits = {
  characters: 16 * 1024 * 1024,
  depth: 80_000,
  elements: 4_000_000,
  attributes: 50_000,
};

/** Nothing said before login is long: features, SASL and TLS elements. */
export const beforeLoginCeiling: StanzaLimits = {
  characters: 65_536,
  depth: 16,
  elements: 500,
  attributes: 50,
};

/** What other people can make our server hand to us. */
const fromOthers: StanzaLimits = { characters: 512 * 1024, depth: 64, elements: 5000, attributes: 64 };

/** Answers of our own server: a roster of 50,000 people is one stanza. */
const fromOwnServer: StanzaLimits = {
  characters: streamCeiling.characters,
  depth: 64,
  elements: 250_000,
  attributes: 64,
};

/**
 * The limits a stanza has to keep to be read at all. One that breaks them but stays under the ceiling is dropped and the stream
 * goes on: a stranger could send it through an honest server, and ending the stream would let him end our session at will, and again
 * at each delivery.
 */
export function limitsOf(stanza: Element, account: BareJid): StanzaLimits {
  if (stanza.name !== 'iq') return fromOthers;
  const from = stanza.attrs['from'];
  if (from === undefined) return fromOwnServer;
  const sender = parseBareJid(from);
  const isOwn = sender !== null && (sender === bareOf(account) || sender === domainOf(account));
  return isOwn ? fromOwnServer : fromOthers;
}
