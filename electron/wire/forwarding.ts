// XEP-0297 Stanza Forwarding, version 1.0
// https://xmpp.org/extensions/xep-0297.html
// Security: anyone can wrap anything. Only the wrappers of our own server are opened (carbons, archive); a bare
// <forwarded/> shows as nothing (T13).
import type { Element } from './connection/element.ts';
import { ns } from './namespaces.ts';

export interface Forwarded {
  readonly message: Element;
  /** The stamp of whoever wrapped it, not one from inside the message. */
  readonly delay: Element | undefined;
}

/** Opens one level. Null when there is not exactly one message inside, or when that wraps another one in turn (T12). */
export function forwardedIn(wrapper: Element): Forwarded | null {
  const [forwarded, ...others] = wrapper.getChildren('forwarded', ns.forward);
  if (forwarded === undefined || others.length > 0) return null;
  const [message, ...more] = forwarded.getChildren('message', ns.client);
  if (message === undefined || more.length > 0 || wrapsAnother(message)) return null;
  return { message, delay: forwarded.getChild('delay', ns.delay) };
}

function wrapsAnother(message: Element): boolean {
  return message.getChildElements().some((child) => {
    const namespace = child.getNS();
    return (
      (namespace === ns.carbons && child.getName() !== 'private') ||
      (namespace === ns.archive && child.getName() === 'result')
    );
  });
}
