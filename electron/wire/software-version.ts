// XEP-0092 Software Version, version 1.1
// https://xmpp.org/extensions/xep-0092.html
// Security: a version number tells an attacker what to try: only those who may see our presence hear it, never the system (T31).
import type { Audience } from './audience.ts';
import { xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { unavailable } from './iq-answers.ts';
import { ns } from './namespaces.ts';

export function answerVersion({ connection }: WireContext, audience: Audience, version: string): void {
  connection.answer('get', ns.version, 'query', (_query, from) =>
    audience(from)
      ? {
          ok: true,
          payload: xml('query', ns.version, xml('name', {}, 'Gatehouse'), xml('version', {}, version)),
        }
      : unavailable,
  );
}
