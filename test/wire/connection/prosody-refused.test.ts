import { afterEach, describe, expect, it } from 'vitest';
import { type Prosody, type ProsodyOptions, startProsody } from '../../server/prosody.ts';
import { WatchedConnection } from './watched-connection.ts';

describe('a real Prosody', () => {
  let prosody: Prosody | null = null;
  let watched: WatchedConnection | null = null;

  const connect = async (options: ProsodyOptions, tls: 'direct' | 'starttls') => {
    prosody = await startProsody(options);
    prosody.addAccount('alice@corp.test', 'correct horse');
    const port = tls === 'direct' ? prosody.directTlsPort : prosody.starttlsPort;
    watched = new WatchedConnection({ server: { host: prosody.host, port, tls }, trust: { ca: prosody.ca } });
    watched.connection.start();
    return { prosody, watched };
  };

  afterEach(async () => {
    await watched?.connection.stop();
    await prosody?.stop();
  });

  it.each([
    ['whose certificate has expired', { tls: 'expired' }, 'direct', 'certificate-expired'],
    ['whose certificate is for another name', { tls: 'wrong-name' }, 'direct', 'certificate-wrong-name'],
    ['whose authority nobody trusts', { tls: 'untrusted' }, 'direct', 'certificate-unknown-issuer'],
    ['whose certificate has expired, by STARTTLS', { tls: 'expired' }, 'starttls', 'certificate-expired'],
    ['without STARTTLS', { starttls: false }, 'starttls', 'starttls-missing'],
  ] as const)('%s gets no credential, and the cause is named (T1, T3)', async (_name, options, tls, code) => {
    const { prosody: server, watched: alice } = await connect(options, tls);
    expect(await alice.failure()).toMatchObject({ kind: 'waiting', cause: { code } });
    expect(server.loginAttempts()).toBe(0);
  });

  it('that stores passwords for SCRAM-SHA-1 only is talked to in that', async () => {
    const { watched: alice } = await connect({ passwordHash: 'SHA-1' }, 'direct');
    await alice.online();
    expect(alice.connection.state).toEqual({ kind: 'online', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-1' });
  });

  it.each(['direct', 'starttls'] as const)(
    'is bound to by its TLS 1.2 channel, tls-unique being all it knows (RFC 5929, %s)',
    async (tls) => {
      const { prosody: server, watched: alice } = await connect({ onlyTls12: true }, tls);
      await alice.online();
      expect(alice.connection.state).toEqual({
        kind: 'online',
        tls: 'TLSv1.2',
        sasl: 'SCRAM-SHA-256-PLUS',
      });
      expect(server.sessions()).toMatchObject([{ tls: 'TLSv1.2', sasl: 'SCRAM-SHA-256-PLUS' }]);
    },
  );
});
