// XEP-0280 Message Carbons, version 1.0.1
// https://xmpp.org/extensions/xep-0280.html
// Security: a carbon counts only if it is from our own bare address; everything else is a forgery (T12, CVE-2017-5589).
import { type BareJid, type FullJid, parseBareJid } from '../../shared/model/jid.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { type Forwarded, forwardedIn } from './forwarding.ts';
import { ns } from './namespaces.ts';

export interface Carbons {
  /** Asks for copies of what our other devices send and receive. A server without them answers with an error: then there are none. */
  enable(): Promise<void>;
}

export function createCarbons({ connection }: WireContext): Carbons {
  return {
    enable: async () => {
      await connection.request(xml('iq', { type: 'set' }, xml('enable', ns.carbons)), { to: null });
    },
  };
}

export type Carbon =
  | { readonly kind: 'none' }
  | { readonly kind: 'forged'; readonly rule: string }
  | ({ readonly kind: 'carbon' } & Forwarded);

export function carbonIn(stanza: Element, from: BareJid | FullJid, account: BareJid): Carbon {
  const copies = ['received', 'sent'].flatMap((name) => stanza.getChildren(name, ns.carbons));
  const [copy] = copies;
  if (copy === undefined) return { kind: 'none' };
  if (from !== account) return { kind: 'forged', rule: 'carbon.foreign' };
  const content = copies.length === 1 ? forwardedIn(copy) : null;
  if (content === null) return { kind: 'forged', rule: 'carbon.malformed' };
  if ([stanza, content.message].some(({ attrs: { type } }) => type === 'groupchat')) {
    return { kind: 'forged', rule: 'carbon.groupchat' };
  }
  const ours = copy.getName() === 'sent' ? content.message.attrs['from'] : content.message.attrs['to'];
  if (parseBareJid(ours ?? '') !== account) return { kind: 'forged', rule: 'carbon.of-another-account' };
  return { kind: 'carbon', ...content };
}
