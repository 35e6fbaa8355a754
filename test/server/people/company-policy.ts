import type { Prosody } from '../prosody.ts';
import { COMPANY, PARTNER } from './cast.ts';

/** What the company's IT would ship, for the server at hand: the content of a policy file. Fields given in `changes` replace these. */
export function companyPolicy(
  server: ServerAddress,
  changes: Readonly<Record<string, unknown>> = {},
): object {
  return {
    company: { name: COMPANY.name, domains: [COMPANY.domain] },
    federation: { externalMode: 'open' },
    partners: [{ domain: PARTNER.domain, name: PARTNER.name }],
    server: { host: server.host, port: server.directTlsPort, tls: 'direct' },
    caFile: server.caFile,
    // Where its server keeps files when it keeps any; no name server of ours knows the domain.
    files: { hosts: [`localhost:${server.httpsPort}`] },
    protectedNames: ['IT Helpdesk', 'Corp IT', 'Security desk'],
    report: { securityDesk: `security@${COMPANY.domain}`, contextMessages: 5 },
    ...changes,
  };
}

/** Where a server is, and by whose word it is believed. */
export type ServerAddress = Pick<Prosody, 'host' | 'directTlsPort' | 'httpsPort' | 'caFile' | 'ca'>;
