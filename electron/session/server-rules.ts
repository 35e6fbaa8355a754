import type { LoadedPolicy } from '../policy/load-policy.ts';
import type { ServerRules } from '../wire/connection/connection.ts';

/** What the wire is told of policy. */
export function serverRulesOf({ policy, ca, clientCertificate }: LoadedPolicy): ServerRules {
  const { server, proxy, tls, login } = policy;
  return {
    server,
    proxy,
    trust: { ca, ...tls },
    login: { allowPlain: login.allowPlain, clientCertificate },
  };
}
