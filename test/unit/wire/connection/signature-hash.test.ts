import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOfSignature } from '../../../../electron/wire/connection/signature-hash.ts';

/** A certificate that signed itself, as openssl makes it. */
function certificate(...options: string[]): Uint8Array {
  const args = ['req', '-x509', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=corp.test', ...options];
  return new X509Certificate(execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] })).raw;
}

const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
const rsa = ['-newkey', 'rsa:2048'];
const pss = [...rsa, '-sigopt', 'rsa_padding_mode:pss'];

describe('the hash of a certificate for tls-server-end-point (RFC 5929 section 4.1)', () => {
  it.each([
    ['ECDSA with SHA-256', [...ec, '-sha256'], 'sha256'],
    ['ECDSA with SHA-384', [...ec, '-sha384'], 'sha384'],
    ['ECDSA with SHA-512', [...ec, '-sha512'], 'sha512'],
    ['ECDSA with SHA-1', [...ec, '-sha1'], 'sha256'],
    ['RSA with SHA-256', [...rsa, '-sha256'], 'sha256'],
    ['RSA with SHA-512', [...rsa, '-sha512'], 'sha512'],
    ['RSA with SHA-1', [...rsa, '-sha1'], 'sha256'],
    ['RSA with MD5', [...rsa, '-md5'], 'sha256'],
    ['RSA-PSS with SHA-384', [...pss, '-sha384'], 'sha384'],
    ['Ed25519', ['-newkey', 'ed25519'], null],
  ])('is that of its signature, and never a broken one: %s', (_algorithm, options, hash) => {
    expect(hashOfSignature(certificate(...options))).toBe(hash);
  });

  it('is none where there is no certificate', () => {
    for (const bytes of [[], [0x30], [0x30, 0x84, 255, 255, 255, 255], [0x30, 2, 0x30, 0x80]])
      expect(hashOfSignature(Uint8Array.from(bytes))).toBeNull();
  });
});
