import tls, { type PeerCertificate } from 'node:tls';
import type { TrustRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';

/**
 * Whether the certificate is for this domain: by subjectAltName alone. The common name is not consulted, as RFC 6125 section 6.4.4
 * leaves it to clients that know no better and RFC 9525 takes it away.
 */
export function checkServerName(domain: string, certificate: PeerCertificate): Error | undefined {
  const withoutCommonName = { ...certificate, subject: { ...certificate.subject, CN: '' } };
  return tls.checkServerIdentity(domain, withoutCommonName);
}

/** What went wrong in a handshake, told apart so that IT knows what to repair. `seen` is null when none was presented. */
export function handshakeFailure(
  error: unknown,
  domain: string,
  seen: PeerCertificate | null,
  { requireTls13 }: Pick<TrustRules, 'requireTls13'>,
): ConnectionFailed {
  const code = codeOf(error);
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return new ConnectionFailed('certificate-expired', { expired: isoDate(seen?.valid_to) });
    case 'CERT_NOT_YET_VALID':
      return new ConnectionFailed('certificate-not-yet-valid', { validFrom: isoDate(seen?.valid_from) });
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return new ConnectionFailed('certificate-wrong-name', { expected: domain, presented: namesOf(seen) });
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return new ConnectionFailed('certificate-self-signed');
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return new ConnectionFailed('certificate-unknown-issuer', { issuer: issuerOf(seen) });
  }
  if (verificationErrors.test(code)) return new ConnectionFailed('certificate-invalid', { reason: code });
  if (versionErrors.has(code)) {
    return new ConnectionFailed('tls-version', { required: requireTls13 ? '1.3' : '1.2' });
  }
  return new ConnectionFailed('tls-failed', { reason: code });
}

/** The rest of what X509_verify_cert can say, by the names Node gives it. */
const verificationErrors =
  /^(CERT_|CRL_|UNABLE_TO_|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERROR_IN_CERT|ERR_SSL_(CA|EE)_|(CA|EE)_)/;

const versionErrors = new Set([
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_WRONG_SSL_VERSION',
  'ERR_SSL_VERSION_TOO_LOW',
]);

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function isoDate(text: string | undefined): string {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

function namesOf(certificate: PeerCertificate | null): string {
  const alternatives = certificate?.subjectaltname?.replace(/(?:DNS|IP Address):/g, '') ?? '';
  return alternatives || textOf(certificate?.subject?.CN);
}

function issuerOf(certificate: PeerCertificate | null): string {
  const issuer = certificate?.issuer;
  return textOf(issuer?.CN) || textOf(issuer?.O);
}

/** A name that a certificate gives more than once comes as a list. */
function textOf(name: string | readonly string[] | undefined): string {
  return typeof name === 'string' ? name : (name?.join(', ') ?? '');
}
