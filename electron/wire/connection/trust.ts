import tls, { type SecureContext } from 'node:tls';
import type { TrustRules } from './connection.ts';

/**
 * The authorities that may vouch for the server: exactly those of policy, or the system's. TLS 1.2 or newer either way (RFC 7590
 * section 3.1 with RFC 8996).
 */
export function makeSecureContext({ ca }: TrustRules): SecureContext {
  return tls.createSecureContext({ minVersion: 'TLSv1.2', ca: ca ?? systemAuthorities() });
}

/** Node brings Mozilla's list; the operating system's own store, where companies put theirs, is readable from Node 22.15 on. */
function systemAuthorities(): string[] {
  const bundled = [...tls.rootCertificates];
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>;
  return getCACertificates === undefined
    ? bundled
    : [...new Set([...bundled, ...getCACertificates('system')])];
}
