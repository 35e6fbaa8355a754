import type { ServerRules } from '../../electron/wire/connection/connection.ts';

/** What the strict default says of a server: the system's authorities, no PLAIN. */
export const strictRules: ServerRules = {
  server: null,
  proxy: { mode: 'system' },
  trust: { ca: null, pins: [], requireTls13: false },
  login: { allowPlain: false, clientCertificate: null },
};

/** For what is not about who may talk with whom. */
export const openBorder = (): boolean => true;

/** The same where the company's own authority vouches for the server. */
export function rulesFor(server: ServerRules['server'], ca: string): ServerRules {
  return { ...strictRules, server, trust: { ...strictRules.trust, ca } };
}
