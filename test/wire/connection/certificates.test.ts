import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HostileClient } from '../../server/hostile-client.ts';
import { playBind, playLogin, playOnline, playStartTls, unmanaged } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

describe('the certificate', () => {
  const stage = new UnderAttack();

  it('has to be for the XMPP domain, which is named in SNI and ALPN, and TLS is 1.3 (X7, X8, XEP-0368)', async () => {
    const { watched, server } = await stage.attack(playOnline, {
      tlsOptions: { ALPNProtocols: ['xmpp-client'] },
    });
    await watched.online();
    const { tls } = await server.client(1);
    expect(tls?.servername).toBe('corp.test');
    expect(tls?.alpnProtocol).toBe('xmpp-client');
    expect(watched.connection.state).toEqual({ kind: 'online', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' });
  });

  it('is checked whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { watched, server } = await stage.attack(playOnline, { certificate: 'untrusted' });
    expect(await watched.failure()).toMatchObject({ cause: { code: 'certificate-unknown-issuer' } });
    expect(server.heard).not.toMatch(/stream|<auth|alice/);
  });

  it.each([
    [
      'has expired',
      'expired',
      { code: 'certificate-expired', params: { expired: '2020-02-01T00:00:00.000Z' } },
    ],
    [
      'is not valid yet',
      'notYetValid',
      { code: 'certificate-not-yet-valid', params: { validFrom: '2099-01-01T00:00:00.000Z' } },
    ],
    [
      'is for the host that DNS named instead of the domain (T4, X8)',
      'otherName',
      { code: 'certificate-wrong-name', params: { expected: 'corp.test', presented: 'xmpp.attacker.test' } },
    ],
    [
      'has the domain as common name only',
      'commonNameOnly',
      { code: 'certificate-wrong-name', params: { expected: 'corp.test', presented: 'corp.test' } },
    ],
    [
      'is for the address only',
      'addressOnly',
      { code: 'certificate-wrong-name', params: { expected: 'corp.test', presented: '127.0.0.1' } },
    ],
    [
      'is a wildcard for what is below the domain',
      'wildcardBelow',
      { code: 'certificate-wrong-name', params: { expected: 'corp.test', presented: '*.corp.test' } },
    ],
    [
      'is from an authority that nobody trusts',
      'untrusted',
      { code: 'certificate-unknown-issuer', params: { issuer: 'The stranger authority' } },
    ],
    ['vouches for itself', 'selfSigned', { code: 'certificate-self-signed', params: {} }],
  ] as const)(
    'is refused when it %s, and nothing is said over it (T3)',
    async (_name, certificate, cause) => {
      const { watched, server } = await stage.attack(playOnline, { certificate });
      expect(await watched.failure()).toMatchObject({ kind: 'waiting', cause });
      expect(server.heard).not.toMatch(/stream|<auth|alice/);
    },
  );

  it('is not asked for again within seconds: IT repairs it, not we', async () => {
    const { watched } = await stage.attack(playOnline, { certificate: 'expired' });
    const state = await watched.failure();
    expect(watched.pauseAfter(state)).toBeGreaterThan(14_000);
  });

  it('of the company is not enough where policy names no authority: the system has never heard of it', async () => {
    const { watched, server } = await stage.attack(playOnline, { trust: { ca: null } });
    expect((await watched.failure()).cause.code).toBe('certificate-unknown-issuer');
    expect(server.heard).not.toMatch(/<auth/);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)(
    'does not matter below TLS 1.2: %s is refused (T3)',
    async (version) => {
      const { watched, server } = await stage.attack(playOnline, {
        tlsOptions: { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' },
      });
      expect((await watched.failure()).cause.code).toBe('tls-version');
      expect(server.heard).not.toMatch(/<auth/);
    },
  );

  it.each(['direct', 'starttls'] as const)(
    'does not matter in TLS 1.2 where policy requires 1.3, by STARTTLS too (%s) (T3, X9)',
    async (tls) => {
      const tlsOptions = { maxVersion: 'TLSv1.2' } as const;
      const script = async (client: HostileClient) => {
        const shown = { ...stage.certificates.get('none'), ...tlsOptions };
        const isRefused =
          tls === 'starttls' &&
          (await playStartTls(client, shown).then(
            () => false,
            () => true,
          ));
        if (!isRefused) await playOnline(client);
      };
      const { watched, server } = await stage.attack(script, {
        tls,
        tlsOptions,
        trust: { requireTls13: true },
      });
      expect((await watched.failure()).cause).toEqual({ code: 'tls-version', params: { required: '1.3' } });
      expect(server.heard).not.toMatch(/<auth|alice/);
      await watched.connection.stop();

      const { watched: lenient } = await stage.attack(script, { tls, tlsOptions });
      await lenient.online();
      expect(lenient.connection.state).toMatchObject({ tls: 'TLSv1.2' });
    },
  );

  it.each([
    ['keys exchanged by RSA', 'AES128-GCM-SHA256'],
    ['CBC', 'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA'],
  ])('does not matter with %s (RFC 9325 section 4.2) (T3)', async (_name, ciphers) => {
    const { watched, server } = await stage.attack(playOnline, {
      certificate: 'rsa',
      tlsOptions: { maxVersion: 'TLSv1.2', ciphers: `${ciphers.replaceAll('ECDSA', 'RSA')}:@SECLEVEL=0` },
    });
    expect((await watched.failure()).cause.code).toBe('tls-failed');
    expect(server.heard).not.toMatch(/<auth/);
  });

  it('is looked at again in each connection: no TLS session is taken up (RFC 9325 section 3.4)', async () => {
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const script = async (client: HostileClient) => {
        await playLogin(client, unmanaged);
        await playBind(client, '');
      };
      const { watched, server } = await stage.attack(script, { tlsOptions: { maxVersion } });
      await watched.online();
      (await server.client(1)).destroy();
      await watched.online(2);
      expect((await server.client(2)).tls?.isSessionReused()).toBe(false);
    }
  });

  it('stays the one that was checked: no second handshake within a session (RFC 9325 section 3.5)', async () => {
    const { watched, server } = await stage.attack(playOnline, { tlsOptions: { maxVersion: 'TLSv1.2' } });
    await watched.online();
    const client = await server.client(1);
    const again = new Promise((resolve) => client.tls?.renegotiate({}, () => resolve('renegotiated')));
    // What asks for the handshake leaves with the next bytes.
    client.send(' ');
    expect(await Promise.race([again, watched.failure()])).toMatchObject({
      cause: { code: 'connection-lost' },
    });
  });

  it('is needed: a server that speaks in the clear where TLS belongs gets nothing', async () => {
    const { watched, server } = await stage.attack(
      async (client) => {
        client.send("<?xml version='1.0'?><stream:stream>");
        await client.closed();
      },
      { tls: 'starttls', server: null },
    );
    await watched.connection.stop();
    const direct = await stage.attack(
      async (client) => {
        client.send("<?xml version='1.0'?><stream:stream>");
        await client.closed();
      },
      { tls: 'starttls', server: { host: '127.0.0.1', port: server.port, tls: 'direct' } },
    );
    expect((await direct.watched.failure()).cause.code).toBe('tls-failed');
    expect(server.heard).not.toMatch(/<auth|alice/);
  });

  it('is checked for the domain whatever SRV says about the host (T4)', async () => {
    const { server, watched } = await stage.attack(playOnline, { certificate: 'otherName' });
    await watched.connection.stop();
    const lured = await stage.attack(playOnline, {
      server: null,
      environment: {
        lookUpSrv: async (name) =>
          name === '_xmpps-client._tcp.corp.test'
            ? [{ name: 'localhost', port: server.port, priority: 0, weight: 0 }]
            : [],
      },
    });
    expect((await lured.watched.failure()).cause.code).toBe('certificate-wrong-name');
    expect(server.heard).not.toMatch(/<auth/);
  });
});
