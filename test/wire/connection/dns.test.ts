import { describe, expect, it, onTestFinished } from 'vitest';
import { srvLookUp } from '../../../electron/wire/connection/look-up-srv.ts';
import {
  aliasOfItself,
  type DnsAnswer,
  empty,
  HostileDns,
  type ServiceRecord,
  services,
  targetInCircles,
} from '../../server/hostile-dns.ts';
import { playOnline } from '../../server/hostile-login.ts';
import type { HostileScript, HostileServer } from '../../server/hostile-server.ts';
import { type AttackOptions, UnderAttack } from './under-attack.ts';
import { WatchedConnection } from './watched-connection.ts';

const direct = '_xmpps-client._tcp.corp.test';
const starttls = '_xmpp-client._tcp.corp.test';

describe('a name server', () => {
  const stage = new UnderAttack();

  async function listen(answer: DnsAnswer): Promise<{ readonly dns: HostileDns; readonly address: string }> {
    const dns = new HostileDns(answer);
    const address = await dns.listen();
    onTestFinished(() => dns.stop());
    return { dns, address };
  }

  /** A server that a real answer from a name server leads to. */
  async function lure(
    certificate: AttackOptions['certificate'],
    records: (port: number) => readonly ServiceRecord[],
    { script = playOnline, ...options }: AttackOptions & { readonly script?: HostileScript } = {},
  ): Promise<{ readonly server: HostileServer; readonly watched: WatchedConnection }> {
    const { promise: listening, resolve } = Promise.withResolvers<HostileServer>();
    let port = 0;
    const { address } = await listen((name, question) =>
      name === direct ? services(question, records(port)) : empty(question, 'noSuchName'),
    );
    const { server, watched } = await stage.attack(script, {
      ...options,
      ...(certificate === undefined ? {} : { certificate }),
      server: null,
      environment: {
        lookUpSrv: async (name) => {
          ({ port } = await listening);
          return srvLookUp([address])(name);
        },
      },
    });
    resolve(server);
    return { server, watched };
  }

  it('that leads to a server which is the domain’s is followed', async () => {
    const { watched, server } = await lure('none', (port) => [{ target: 'localhost', port }]);
    await watched.online();
    expect((await server.client(1)).tls?.servername).toBe('corp.test');
  });

  it('that leads to a host of its own with a right certificate for that host gets nothing (T4, X8)', async () => {
    const { watched, server } = await lure('ofTheHost', (port) => [{ target: 'localhost', port }]);
    expect((await watched.failure()).cause).toEqual({
      code: 'certificate-wrong-name',
      params: { expected: 'corp.test', presented: 'localhost' },
    });
    expect(server.clients).toHaveLength(1);
    expect(server.heard).not.toMatch(/stream|<auth|alice/);
  });

  it('that gives an address for a host leads nowhere (RFC 2782)', async () => {
    const { watched, server } = await lure('none', (port) => [{ target: '127.0.0.1', port }]);
    expect((await watched.failure()).cause.code).toBe('host-not-found');
    expect(server.clients).toHaveLength(0);
  });

  it('that names a thousand hosts is believed eight', async () => {
    const { watched, server } = await lure('otherName', (port) =>
      Array.from({ length: 1000 }, (_, priority) => ({ target: 'localhost', port, priority })),
    );
    expect((await watched.failure()).cause.code).toBe('certificate-wrong-name');
    expect(server.clients).toHaveLength(8);
  });

  it.each([
    ['knows no such name', (question) => empty(question, 'noSuchName')],
    ['fails', (question) => empty(question, 'serverFailure')],
    ['cuts its answer short and has no other', (question) => empty(question, 'truncated')],
    ['answers with an alias of the name for itself', aliasOfItself],
    ['answers with a name that goes in circles', targetInCircles],
    ['answers with less than a header', () => Buffer.from([0, 1, 2])],
    ['says nothing', () => null],
  ] as const satisfies (readonly [string, (question: Parameters<DnsAnswer>[1]) => Buffer | null])[])(
    'that %s leaves the domain itself to try, in bounded time',
    async (_what, answer) => {
      const { address, dns } = await listen((_name, question) => answer(question));
      const watched = new WatchedConnection({
        // A name that no system resolves, so that nobody is asked for but the domain.
        account: 'alice@corp.invalid',
        timing: { lookUp: 400 },
        environment: { lookUpSrv: srvLookUp([address]) },
      });
      watched.connection.start();
      onTestFinished(() => watched.connection.stop());
      expect((await watched.failure()).cause).toMatchObject({
        code: 'host-not-found',
        params: { host: 'corp.invalid' },
      });
      expect(new Set(dns.asked)).toEqual(
        new Set(['_xmpps-client._tcp.corp.invalid', '_xmpp-client._tcp.corp.invalid']),
      );
    },
  );

  it('that says there is no such service is believed (RFC 2782)', async () => {
    const { address } = await listen((_name, question) => services(question, [{ target: '.', port: 0 }]));
    expect(await srvLookUp([address])(starttls)).toMatchObject([{ port: 0 }]);
    const watched = new WatchedConnection({ environment: { lookUpSrv: srvLookUp([address]) } });
    watched.connection.start();
    onTestFinished(() => watched.connection.stop());
    expect((await watched.failure()).cause.code).toBe('host-not-found');
  });

  it('that leads from one silent server to the next holds nobody longer than a search may take', async () => {
    const { watched, server } = await lure(
      'none',
      (port) => Array.from({ length: 8 }, (_, priority) => ({ target: 'localhost', port, priority })),
      { script: (client) => client.closed(), tls: 'starttls', timing: { search: 600, encrypt: 250 } },
    );
    expect((await watched.failure()).cause.code).toBe('server-timeout');
    expect(server.clients.length).toBeLessThan(5);
  });
});
