import { domainToASCII } from 'node:url';
import { type BareJid, domainOf, localOf } from '../../../shared/model/jid.ts';
/** The domain in A-labels; as it is when it cannot be written so. */
export function asciiDomain(jid: BareJid): string {
  return domainToASCII(domainOf(jid)) || domainOf(jid);
}

/** The address with its domain in A-labels. */
export function asciiAddress(jid: BareJid): string {
  const local = localOf(jid);
  return local === null ? asciiDomain(jid) : `${local}@${asciiDomain(jid)}`;
}
