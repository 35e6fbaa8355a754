import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { targets } from '../../../build/targets.ts';
import { pinOf } from '../../../electron/wire/connection/pins.ts';
import { HostileCertificates } from '../../server/hostile-certificates.ts';
import { startHostileServer } from '../../server/hostile-server.ts';
import { strictRules } from '../../server/server-rules.ts';
import type { TlsOrders } from './tls-client.ts';

// Electron brings BoringSSL where Node brings OpenSSL: other code that finds other words for what is wrong. The product's own
// transport runs in the real Electron here, against servers that are wrong in one way each.

const certificates = new HostileCertificates();
const { ca } = certificates;
const otherPin = Buffer.alloc(32).toString('base64');
const pin = (pem: string) => pinOf(new X509Certificate(pem));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-tls-'));
  const root = path.resolve(import.meta.dirname, '../../..');
  const main = targets({ root, out: folder, isHardened: false }).find(({ name }) => name === 'main');
  await build({
    ...main?.config,
    build: {
      ...main?.config.build,
      rolldownOptions: {
        ...main?.config.build?.rolldownOptions,
        input: { client: path.join(import.meta.dirname, 'tls-client.ts') },
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
});
afterAll(async () => {
  certificates.remove();
  await rm(folder, { recursive: true });
});

/** What the client of the product says, in Electron, of a server with these options. */
async function met(
  options: object,
  trust: Partial<TlsOrders['trust']> = {},
  onChannel: (channel: TLSSocket) => void = () => undefined,
): Promise<unknown> {
  const server = await startHostileServer({
    tls: { ...certificates.get('none'), ...options },
    script: async (client) => {
      if (client.tls !== null) onChannel(client.tls);
      // The client waits for it: a channel that it has closed tells nothing any more.
      client.send(' ');
      await client.closed();
    },
  });
  const orders: TlsOrders = {
    target: { host: '127.0.0.1', port: server.port, tls: 'direct' },
    trust: { ...strictRules.trust, ca, ...trust },
  };
  try {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const args = [path.join(folder, 'main/client.mjs'), JSON.stringify(orders)];
    const { stdout } = await promisify(execFile)(inject('stage').electron, args, { env });
    expect(server.heard).not.toMatch(/stream|alice/);
    return JSON.parse(stdout);
  } finally {
    await server.stop();
  }
}

describe('in Electron', () => {
  it('a right certificate is accepted over TLS 1.3', async () => {
    expect(await met({})).toEqual({
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_/),
      bindings: expect.anything(),
      electron: expect.stringMatching(/^\d/),
    });
  });

  it.each([
    ['tls-exporter', 'TLSv1.3'],
    ['tls-unique', 'TLSv1.2'],
  ] as const)('both sides know the channel by the same %s on %s', async (name, version) => {
    let data: Buffer | undefined;
    const outcome = await met({ minVersion: version, maxVersion: version }, {}, (channel) => {
      data =
        name === 'tls-unique'
          ? channel.getPeerFinished()
          : channel.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
    });
    expect(outcome).toHaveProperty('bindings', expect.arrayContaining([`${name} ${data?.toString('hex')}`]));
    const { raw } = new X509Certificate(certificates.get('none').cert);
    const endPoint = createHash('sha256').update(raw).digest('hex');
    expect(outcome).toHaveProperty('bindings', expect.arrayContaining([`tls-server-end-point ${endPoint}`]));
  });

  it.each([
    ['expired', 'certificate-expired', { expired: '2020-02-01T00:00:00.000Z' }],
    ['notYetValid', 'certificate-not-yet-valid', { validFrom: '2099-01-01T00:00:00.000Z' }],
    ['otherName', 'certificate-wrong-name', { expected: 'corp.test', presented: 'xmpp.attacker.test' }],
    ['commonNameOnly', 'certificate-wrong-name', { expected: 'corp.test', presented: 'corp.test' }],
    ['addressOnly', 'certificate-wrong-name', { expected: 'corp.test', presented: '127.0.0.1' }],
    ['untrusted', 'certificate-unknown-issuer', { issuer: 'The stranger authority' }],
    ['selfSigned', 'certificate-self-signed', {}],
    ['throughLeaf', 'certificate-invalid', { reason: 'INVALID_PURPOSE' }],
  ] as const)('a certificate that is %s is refused as "%s" (T3)', async (fault, code, params) => {
    expect(await met(certificates.get(fault))).toMatchObject({ code, params });
  });

  it.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)(
    'a server that has no more than %s is refused as "tls-version" (T3)',
    async (version) => {
      const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' };
      const refusal = await met(options, { requireTls13: version === 'TLSv1.2' });
      expect(refusal).toMatchObject({ code: 'tls-version' });
    },
  );

  it('TLS 1.2 is spoken with authenticated encryption', async () => {
    expect(await met({ maxVersion: 'TLSv1.2' })).toMatchObject({
      protocol: 'TLSv1.2',
      cipher: expect.stringMatching(/^ECDHE-ECDSA-.*(GCM|CHACHA20)/),
    });
  });

  it.each(['AES128-GCM-SHA256', 'ECDHE-RSA-AES128-SHA'])('and without %s (T3)', async (ciphers) => {
    const options = { ...certificates.get('rsa'), maxVersion: 'TLSv1.2', ciphers };
    expect(await met(options)).toMatchObject({ code: 'tls-failed' });
  });

  it.each([
    ['the leaf', 'none', () => pin(certificates.get('none').cert)],
    ['the authority', 'none', () => pin(ca)],
    ['what is between', 'throughIntermediate', () => pin(certificates.authority('intermediate'))],
  ] as const)('a pin that fits %s lets in', async (_what, shown, pinned) => {
    expect(await met(certificates.get(shown), { pins: [otherPin, pinned()] })).toHaveProperty('protocol');
  });

  it('a pin that nothing fits is told apart (T3)', async () => {
    expect(await met({}, { pins: [otherPin] })).toMatchObject({
      code: 'certificate-pin-mismatch',
      params: { presented: pin(certificates.get('none').cert) },
    });
  });

  it('a pin is not satisfied by an authority that is sent along and signed nothing (T3)', async () => {
    const { key, cert } = certificates.get('byNamesake');
    const both = certificates.authority('namesake') + ca;
    expect(await met({ key, cert: cert + ca }, { ca: both, pins: [pin(ca)] })).toMatchObject({
      code: 'certificate-pin-mismatch',
    });
  });

  it('a pinned certificate that vouches for itself needs to be an authority of policy', async () => {
    const shown = certificates.get('selfSigned');
    const pins = [pin(shown.cert)];
    expect(await met(shown, { pins })).toMatchObject({ code: 'certificate-self-signed' });
    expect(await met(shown, { ca: shown.cert, pins })).toHaveProperty('protocol');
  });
});
