import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import type { Element } from './element.ts';

/** A stanza on its way between us and somebody else. */
export interface Crossing {
  readonly direction: 'in' | 'out';
  readonly kind: 'message' | 'presence' | 'iq';
  readonly peer: BareJid;
  /** It passed elsewhere, and this is a copy that our server made for us: a carbon, or the archive's. */
  readonly isCopy: boolean;
  readonly stanza: Element;
}

/** Whether policy lets it pass. Decided elsewhere (gate/trust), asked where every stanza comes by. */
export type Border = (crossing: Crossing) => boolean;

/** What names nobody is our own account's and server's business; what names nobody that can be read passes to no one. */
export function mayLeave(stanza: Element, border: Border): boolean {
  const { to } = stanza.attrs;
  if (to === undefined) return true;
  const crossing = crossingOf('out', stanza, to);
  return crossing !== null && border(crossing);
}

/** A sender that cannot be read is refused later, as the malformed stanza it is (stanza-router.ts). */
export function mayEnter(stanza: Element, border: Border): boolean {
  const { from } = stanza.attrs;
  const crossing = from === undefined ? null : crossingOf('in', stanza, from);
  return crossing === null || border(crossing);
}

function crossingOf(direction: Crossing['direction'], stanza: Element, address: string): Crossing | null {
  const kind = kinds.find((name) => name === stanza.name);
  const peer = parseBareJid(address);
  return kind === undefined || peer === null ? null : { direction, kind, peer, isCopy: false, stanza };
}

const kinds = ['message', 'presence', 'iq'] as const;
