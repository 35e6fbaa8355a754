/**
 * The hash that RFC 5929 section 4.1 takes over a certificate (DER): the one its signature was made with, SHA-256 in place of MD5 and
 * SHA-1. Null when the signature uses none of its own, like Ed25519, or one we do not know.
 */
export function hashOfSignature(certificate: Uint8Array): 'sha224' | 'sha256' | 'sha384' | 'sha512' | null {
  // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { algorithm, parameters }, … } (RFC 5280 section 4.1).
  const fields = childrenOf(contentAt(certificate, 0));
  const [algorithm, parameters] = childrenOf(fields[1] ?? new Uint8Array());
  const name = hex(algorithm);
  return name === rsaPss ? pssHash(hex(parameters)) : (hashes[name] ?? null);
}

// Object identifiers as DER has them.
const rsaPss = '2a864886f70d01010a';
const hashes: Readonly<Record<string, ReturnType<typeof hashOfSignature>>> = {
  '2a864886f70d010104': 'sha256', // md5WithRSAEncryption
  '2a864886f70d010105': 'sha256', // sha1WithRSAEncryption
  '2a864886f70d01010e': 'sha224',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha256', // ecdsa-with-SHA1
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
};

/** RSASSA-PSS-params begins with the hash, in a field [0]; left out it is SHA-1 (RFC 4055 section 3.1). */
function pssHash(parameters: string): ReturnType<typeof hashOfSignature> {
  const [, hash = ''] = /^a0..30..0609608648016503040([0-9a-f]{3})/.exec(parameters) ?? [];
  const known = { '201': 'sha256', '202': 'sha384', '203': 'sha512', '204': 'sha224' } as const;
  if (!parameters.startsWith('a0')) return 'sha256';
  return Object.entries(known).find(([end]) => end === hash)?.[1] ?? null;
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

/** The contents of the elements that `der` is a row of. What is not DER ends the row. */
function childrenOf(der: Uint8Array): Uint8Array[] {
  const children: Uint8Array[] = [];
  for (let at = 0; at < der.length; ) {
    const content = contentAt(der, at);
    children.push(content);
    at = content.byteOffset - der.byteOffset + content.length;
  }
  return children;
}

/** The content of the element that begins at this place; its tag is not looked at. */
function contentAt(der: Uint8Array, at: number): Uint8Array {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  let length = lengthBytes === 0 ? first : 0;
  for (const byte of der.subarray(at + 2, at + 2 + lengthBytes)) length = length * 256 + byte;
  const start = at + 2 + lengthBytes;
  return der.subarray(start, start + length);
}
