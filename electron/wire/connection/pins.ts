import { createHash, X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { TrustRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { systemAuthorities } from './trust.ts';

/**
 * RFC 7469 section 2.6: a key that policy names has to be in the chain which vouches for the server. Asked after the handshake, when
 * issuer, name and dates have been found right: a pin takes trust away and never gives any. Null when all is well.
 */
export function checkPins(socket: TLSSocket, { ca, pins }: TrustRules): ConnectionFailed | null {
  if (pins.length === 0) return null;
  const shown = shownBy(socket);
  const [leaf] = shown;
  if (leaf === undefined) return new ConnectionFailed('certificate-pin-mismatch', { presented: '' });
  const trusted = ca === null ? systemAuthorities() : (ca.match(certificateBlock) ?? []);
  const anchors = trusted.map((pem) => new X509Certificate(pem));
  const isPinned = vouchers(leaf, [...shown, ...anchors])
    .filter((certificate) => pins.includes(pinOf(certificate)))
    .some((pinned) => vouchers(pinned, [...shown, ...anchors]).some((last) => isOneOf(anchors, last)));
  return isPinned ? null : new ConnectionFailed('certificate-pin-mismatch', { presented: pinOf(leaf) });
}

/** Base64 of the SHA-256 of the SubjectPublicKeyInfo (RFC 7469 section 2.4). */
export function pinOf({ publicKey }: X509Certificate): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Longer chains than any authority has; what is sent beyond them is not looked at. */
const mostCertificates = 10;

/** All that the server sent, in its order. */
function shownBy(socket: TLSSocket): X509Certificate[] {
  const shown: X509Certificate[] = [];
  let next = socket.getPeerX509Certificate();
  while (next !== undefined && shown.length < mostCertificates) {
    shown.push(next);
    next = next.issuerCertificate;
  }
  return shown;
}

/**
 * The certificate and all that vouch for it, signature by signature. Node tells what the server sent and not the chain that was
 * verified, and a server may send anything, the public certificate of an authority that never signed for it too.
 */
function vouchers(certificate: X509Certificate, known: readonly X509Certificate[]): X509Certificate[] {
  const found = [certificate];
  for (const each of found) {
    found.push(...known.filter((issuer) => !isOneOf(found, issuer) && hasIssued(issuer, each)));
  }
  return found;
}

function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  const now = Date.now();
  const isValid = Date.parse(issuer.validFrom) <= now && now <= Date.parse(issuer.validTo);
  return isValid && issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isOneOf(certificates: readonly X509Certificate[], { raw }: X509Certificate): boolean {
  return certificates.some((each) => each.raw.equals(raw));
}
