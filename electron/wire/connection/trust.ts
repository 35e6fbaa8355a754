import tls, { type SecureContext } from 'node:tls';
import type { ClientCertificate, TrustRules } from './connection.ts';

/**
 * How a handshake may go: who may vouch for the server, exactly the authorities of policy or else the system's, and TLS 1.2 or
 * newer (RFC 7590 section 3.1 with RFC 8996), or 1.3 alone. No session is ever taken up again: each handshake shows the certificate
 * anew, and what policy says of it holds at once.
 */
export function makeSecureContext(
  { ca, requireTls13 }: TrustRules,
  own: ClientCertificate | null,
): SecureContext {
  return tls.createSecureContext({
    minVersion: requireTls13 ? 'TLSv1.3' : 'TLSv1.2',
    ciphers,
    ecdhCurve: 'X25519:P-256:P-384',
    secureOptions: noRenegotiation,
    ca: ca ?? systemAuthorities(),
    ...(own === null ? {} : { cert: own.certificate, key: own.key }),
  });
}

/**
 * RFC 9325 section 4.2: forward secrecy and authenticated encryption only. The first three are TLS 1.3's; what follows leaves
 * TLS 1.2 neither CBC nor the exchange of keys by RSA. BoringSSL knows the same names.
 */
const ciphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE+AESGCM',
  'ECDHE+CHACHA20',
].join(':');

/**
 * OpenSSL's SSL_OP_NO_RENEGOTIATION, which Node does not name: a second handshake would change who is at the other end after
 * everything was checked. BoringSSL, in Electron, never renegotiates and ignores the bit.
 */
const noRenegotiation = 0x4000_0000;

/** Node brings Mozilla's list; the operating system's own store, where companies put theirs, is readable from Node 22.15 on. */
export function systemAuthorities(): string[] {
  const bundled = [...tls.rootCertificates];
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>;
  return getCACertificates === undefined
    ? bundled
    : [...new Set([...bundled, ...getCACertificates('system')])];
}
