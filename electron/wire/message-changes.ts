// XEP-0308 Last Message Correction 1.2, XEP-0424 Message Retraction 0.4: that a message stands for another, or takes one back
// https://xmpp.org/extensions/xep-0308.html#security, https://xmpp.org/extensions/xep-0424.html#security
// Security: nothing that is stored is changed by it (T17, T18). It is told for the record, which has both.
import type { Element } from './connection/element.ts';
import { ns } from './namespaces.ts';
import type { WireMessage } from './wire.ts';

export function changeIn(message: Element): WireMessage['change'] {
  const retracted = message.getChild('retract', ns.retraction)?.attrs['id'];
  if (retracted !== undefined && retracted !== '') return { kind: 'retraction', of: retracted };
  const replaced = message.getChild('replace', ns.correction)?.attrs['id'];
  return replaced === undefined || replaced === '' ? null : { kind: 'correction', of: replaced };
}
