// XEP-0199 XMPP Ping, version 2.0.1
// https://xmpp.org/extensions/xep-0199.html
// Security: an answer tells that we are here, so a stranger hears what an absent resource would say (T31).
import type { Audience } from './audience.ts';
import type { WireContext } from './context.ts';
import { accepted, unavailable } from './iq-answers.ts';
import { ns } from './namespaces.ts';

export function answerPings({ connection }: WireContext, audience: Audience): void {
  connection.answer('get', ns.ping, 'ping', (_ping, from) => (audience(from) ? accepted : unavailable));
}
