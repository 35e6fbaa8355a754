import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pinOf } from '../../../electron/wire/connection/pins.ts';
import { playOnline } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const otherPin = Buffer.alloc(32).toString('base64');

describe('a pin', () => {
  const stage = new UnderAttack();
  const { certificates } = stage;
  const pin = (pem: string) => pinOf(new X509Certificate(pem));

  it.each([
    ['the server’s own key', 'none', () => pin(certificates.get('none').cert)],
    ['the key of the authority', 'none', () => pin(certificates.ca)],
    ['the key between', 'throughIntermediate', () => pin(certificates.authority('intermediate'))],
    ['the key of the authority above', 'throughIntermediate', () => pin(certificates.ca)],
  ] as const)('lets in with %s', async (_whose, certificate, pinned) => {
    const { watched } = await stage.attack(playOnline, {
      certificate,
      trust: { pins: [otherPin, pinned()] },
    });
    await watched.online();
  });

  it('that nothing in the chain fits refuses a certificate that is right otherwise, before a byte of XMPP (T3)', async () => {
    const { watched, server } = await stage.attack(playOnline, { trust: { pins: [otherPin] } });
    expect(await watched.failure()).toMatchObject({
      kind: 'waiting',
      cause: {
        code: 'certificate-pin-mismatch',
        params: { presented: pin(certificates.get('none').cert) },
      },
    });
    expect(server.heard).not.toMatch(/stream|<auth|alice/);
  });

  it('is not satisfied by the certificate of an authority that is sent along and signed nothing (T3)', async () => {
    const { key, cert } = certificates.get('untrusted');
    const { watched, server } = await stage.attack(playOnline, {
      tlsOptions: { key, cert: cert + certificates.ca },
      trust: {
        ca: certificates.ca + certificates.authority('stranger'),
        pins: [pin(certificates.ca)],
      },
    });
    expect((await watched.failure()).cause.code).toBe('certificate-pin-mismatch');
    expect(server.heard).not.toMatch(/stream|<auth|alice/);
  });

  it('is not satisfied by the certificate of an authority of the same name that signed nothing (T3)', async () => {
    const { key, cert } = certificates.get('byNamesake');
    const { watched, server } = await stage.attack(playOnline, {
      tlsOptions: { key, cert: cert + certificates.ca },
      trust: {
        ca: certificates.authority('namesake') + certificates.ca,
        pins: [pin(certificates.ca)],
      },
    });
    expect((await watched.failure()).cause.code).toBe('certificate-pin-mismatch');
    expect(server.heard).not.toMatch(/stream|<auth|alice/);
  });

  it.each([
    ['for another name', 'otherName', 'certificate-wrong-name'],
    ['that has expired', 'expired', 'certificate-expired'],
    ['of nobody we trust', 'untrusted', 'certificate-unknown-issuer'],
    ['that vouches for itself', 'selfSigned', 'certificate-self-signed'],
    ['signed by whom the authority allowed no signing', 'throughLeaf', 'certificate-invalid'],
  ] as const)('of its very key excuses no certificate %s (T3)', async (_name, certificate, code) => {
    const pins = [pin(certificates.get(certificate).cert)];
    const { watched, server } = await stage.attack(playOnline, { certificate, trust: { pins } });
    expect((await watched.failure()).cause.code).toBe(code);
    expect(server.heard).not.toMatch(/stream|<auth|alice/);
  });

  it('lets in with a certificate that vouches for itself where policy names that as an authority', async () => {
    const { cert } = certificates.get('selfSigned');
    const { watched } = await stage.attack(playOnline, {
      certificate: 'selfSigned',
      trust: { ca: cert, pins: [pin(cert)] },
    });
    await watched.online();
  });

  it('is what openssl makes of a key, as RFC 7469 section 2.4 describes it', () => {
    const { cert } = certificates.get('none');
    expect(pin(cert)).toBe(certificates.pinByOpenssl(cert));
  });
});
