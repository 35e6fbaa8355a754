import { describe, expect, it } from 'vitest';
import type { HostileClient } from '../../server/hostile-client.ts';
import {
  features,
  playBind,
  rfc6120,
  type SaslDialect,
  streamHeader,
  unmanaged,
  xep0388,
} from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

describe.each([
  ['SASL', rfc6120],
  ['SASL2', xep0388()],
] as [string, SaslDialect][])('a certificate of policy, in %s', (_name, say) => {
  const stage = new UnderAttack();
  // Any that the authority signed does: whose it is, is for the server to know.
  const { key, cert } = stage.certificates.get('none');
  const login = { clientCertificate: { certificate: cert, key } };
  const tlsOptions = { requestCert: true, rejectUnauthorized: true, ca: stage.certificates.ca };

  const offering = async (client: HostileClient, ...names: string[]) => {
    await client.receive(/<stream:stream [^>]*>/);
    client.send(streamHeader() + features(say.offer(...names)));
  };

  it('is shown in TLS and logs in without a password (XEP-0178)', async () => {
    let asked = 0;
    const { watched, server } = await stage.attack(
      async (client) => {
        await offering(client, 'PLAIN', 'SCRAM-SHA-512-PLUS', 'EXTERNAL');
        const [, mechanism, message = ''] = await client.receive(say.auth);
        expect(mechanism).toBe('EXTERNAL');
        expect(Buffer.from(message, 'base64').toString()).toBe('alice@corp.test');
        client.send(say.success(''));
        if (say === rfc6120) {
          await client.receive(/<stream:stream [^>]*>/);
          client.send(streamHeader());
        }
        client.send(features(unmanaged));
        await playBind(client, '');
      },
      {
        login,
        tlsOptions,
        onPassword: () => {
          asked += 1;
        },
      },
    );
    await watched.online();
    const { tls } = await server.client(1);
    expect(tls?.getPeerX509Certificate()?.toString().trim()).toBe(cert.trim());
    expect(watched.connection.state).toMatchObject({ sasl: 'EXTERNAL' });
    expect(watched.loginMemory.remembered).toEqual([{ kind: 'certificate' }]);
    expect(asked).toBe(0);
  });

  it.each([
    ['PLAIN, though it is allowed', ['PLAIN'], [], 'no-acceptable-login'],
    [
      'SCRAM, where it logged in before (T5)',
      ['SCRAM-SHA-512'],
      [{ kind: 'certificate' }],
      'login-weaker-than-before',
    ],
  ] as const)('is not given up for %s', async (_what, offer, remembered, code) => {
    const { watched, server } = await stage.attack((client) => offering(client, ...offer), {
      login: { ...login, allowPlain: true },
      tlsOptions,
      remembered,
    });
    expect((await watched.failure()).cause.code).toBe(code);
    expect(server.heard).not.toMatch(/<auth/);
  });

  it('is not missed when policy no longer names one', async () => {
    const { watched } = await stage.attack(
      async (client) => {
        await offering(client, 'SCRAM-SHA-256', 'EXTERNAL');
        const [, mechanism] = await client.receive(say.auth);
        expect(mechanism).toBe('SCRAM-SHA-256');
        client.send(say.failure('not-authorized'));
        await client.closed();
      },
      { remembered: [{ kind: 'certificate' }] },
    );
    expect((await watched.failure()).cause.code).toBe('wrong-password');
  });
});
