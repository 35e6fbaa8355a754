import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Prosody } from '../prosody.ts';
import { COMPANY, PARTNER } from './cast.ts';

/** What the company's IT would ship, for the server at hand, as JSON. Fields given in `changes` replace these. */
export function companyPolicy(server: Prosody, changes: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    company: { name: COMPANY.name, domains: [COMPANY.domain] },
    partners: [{ domain: PARTNER.domain, name: PARTNER.name }],
    server: { host: server.host, port: server.directTlsPort, tls: 'direct' },
    caFile: server.caFile,
    protectedNames: ['IT Helpdesk', 'Corp IT', 'Security desk'],
    report: { securityDesk: `security@${COMPANY.domain}`, contextMessages: 5 },
    ...changes,
  };
}

/** Writes a policy where every account can read it, and returns its path: what GATEHOUSE_POLICY takes. */
export function writePolicy(server: Prosody, policy: unknown): string {
  const file = join(server.folder, 'policy.json');
  writeFileSync(file, `${JSON.stringify(policy, null, 2)}\n`);
  chmodSync(file, 0o644);
  return file;
}
