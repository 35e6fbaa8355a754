import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProxyRules } from '../../../electron/wire/connection/connection.ts';
import type { HostileClient } from '../../server/hostile-client.ts';
import { features, mechanisms, playOnline, playStartTls, streamHeader } from '../../server/hostile-login.ts';
import { type HostileScript, type HostileServer, startHostileServer } from '../../server/hostile-server.ts';
import { startProsody } from '../../server/prosody.ts';
import { startTinyproxy } from '../../server/tinyproxy.ts';
import { TunnelProxy } from '../../server/tunnel-proxy.ts';
import { type AttackOptions, UnderAttack } from './under-attack.ts';
import { WatchedConnection, type WatchedOptions } from './watched-connection.ts';

const request = 'CONNECT xmpp.corp.test:5223 HTTP/1.1\r\nHost: xmpp.corp.test:5223\r\n\r\n';
const fine = 'HTTP/1.1 200 Connection established\r\nVia: 1.1 proxy\r\n\r\n';
// RFC 8446 section 5.1: the record type of a handshake, and its version.
const hello = String.fromCharCode(22, 3);
const anyHello = new RegExp(hello);

describe('a proxy that is the attacker’s', () => {
  const stage = new UnderAttack();

  /** The script is the proxy’s from its first byte. */
  function attack(script: HostileScript, options: AttackOptions = {}): ReturnType<UnderAttack['attack']> {
    const tls = options.tls ?? 'direct';
    const listening = Promise.withResolvers<HostileServer>();
    const attacked = stage.attack(script, {
      ...options,
      tls: 'starttls',
      server: { host: 'xmpp.corp.test', port: 5223, tls },
      environment: { lookUpProxy: async () => `PROXY 127.0.0.1:${(await listening.promise).port}` },
    });
    attacked.then(({ server }) => listening.resolve(server), listening.reject);
    return attacked;
  }

  const tunnel = async (client: HostileClient, answer = fine) => {
    await client.receive(/\r\n\r\n/);
    client.send(answer);
  };

  it('hears a request for the tunnel and a handshake, and nothing else', async () => {
    const { watched, server } = await attack(async (client) => {
      await tunnel(client);
      await client.receive(anyHello);
      client.destroy();
    });
    expect((await watched.failure()).cause.code).toBe('tls-failed');
    const [client] = server.clients;
    expect(client?.plaintext.slice(0, request.length + 2)).toBe(request + hello);
    expect(client?.plaintext).not.toMatch(/alice|stream|Authorization|User-Agent/i);
  });

  it.each(['direct', 'starttls'] as const)(
    'and shows a certificate of its own is a server nobody trusts (%s) (T3)',
    async (tls) => {
      const { watched, server } = await attack(
        async (client) => {
          await tunnel(client);
          const certificate = stage.certificates.get('untrusted');
          const refused = await (tls === 'direct'
            ? client.startTls(certificate)
            : playStartTls(client, certificate)
          ).then(
            () => false,
            () => true,
          );
          if (!refused) await playOnline(client);
        },
        { tls },
      );
      expect((await watched.failure()).cause).toEqual({
        code: 'certificate-unknown-issuer',
        params: { issuer: 'The stranger authority' },
      });
      expect(server.heard).not.toMatch(/<auth|alice/);
    },
  );

  const injected = streamHeader() + features(mechanisms('PLAIN'));

  it.each(['direct', 'starttls'] as const)(
    'and sends bytes behind its answer is left at once (%s) (T2)',
    async (tls) => {
      const { watched, server } = await attack((client) => tunnel(client, fine + injected), { tls });
      expect((await watched.failure()).cause.code).toBe('proxy-misbehaved');
      expect(server.heard).not.toMatch(/stream|alice/);
    },
  );

  it('and answers the handshake in the clear gets nothing', async () => {
    const { watched, server } = await attack(async (client) => {
      await tunnel(client);
      await client.receive(anyHello);
      client.send(injected);
      await client.closed();
    });
    expect((await watched.failure()).cause.code).toBe('tls-failed');
    expect(server.heard).not.toMatch(/<auth|alice/);
  });

  it.each([
    ['a header without end', `HTTP/1.1 200 OK\r\n${'X-Padding: yes\r\n'.repeat(2000)}`],
    ['a header longer than any', `HTTP/1.1 200 OK\r\n${'X-Padding: yes\r\n'.repeat(2000)}\r\n`],
    ['one line without end', 'H'.repeat(20_000)],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['XMPP', `${streamHeader()}\r\n\r\n`],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['HTTP/1.10', 'HTTP/1.10 200 OK\r\n\r\n'],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['lines that end in LF', 'HTTP/1.1 200 OK\nVia: 1.1 proxy\r\n\r\n'],
    ['a folded header (RFC 9112 section 5.2)', 'HTTP/1.1 200 OK\r\nVia: 1.1\r\n proxy\r\n\r\n'],
    ['a blank before the colon (RFC 9112 section 5.1)', 'HTTP/1.1 200 OK\r\nVia : 1.1 proxy\r\n\r\n'],
    ['a header without name', 'HTTP/1.1 200 OK\r\n: nothing\r\n\r\n'],
    ['NUL', 'HTTP/1.1 200 OK\r\nVia: \0\r\n\r\n'],
  ])('and answers with %s is left', async (_what, answer) => {
    const { watched, server } = await attack((client) => tunnel(client, answer));
    expect((await watched.failure()).cause).toEqual({
      code: 'proxy-misbehaved',
      params: { host: '127.0.0.1', port: String(server.port) },
    });
    expect(server.clients[0]?.plaintext).toBe(request);
  });

  it('is read a byte at a time as in one piece', async () => {
    const { watched } = await attack(async (client) => {
      await client.receive(/\r\n\r\n/);
      for (const character of fine) client.send(character);
      await client.startTls(stage.certificates.get('none'));
      await playOnline(client);
    });
    await watched.online();
  });

  it.each(['100', '302', '403', '407', '502'])('and answers %s is named with that', async (status) => {
    const { watched, server } = await attack((client) =>
      tunnel(client, `HTTP/1.1 ${status} No\r\nContent-Length: 3\r\n\r\nno!`),
    );
    expect((await watched.failure()).cause).toEqual({
      code: 'proxy-refused',
      params: { host: '127.0.0.1', port: String(server.port), status },
    });
    expect(server.clients[0]?.plaintext).toBe(request);
  });

  it('and never answers is given up', async () => {
    const { watched } = await attack((client) => client.closed(), { timing: { connect: 200 } });
    expect((await watched.failure()).cause.code).toBe('server-timeout');
  });

  it('and ends instead of answering is named', async () => {
    const { watched } = await attack(async (client) => {
      await client.receive(/\r\n\r\n/);
      client.destroy();
    });
    expect((await watched.failure()).cause.code).toBe('proxy-misbehaved');
  });
});

describe('an honest proxy', () => {
  const stage = new UnderAttack();

  function watch(options: WatchedOptions): WatchedConnection {
    const watched = new WatchedConnection({
      ...options,
      trust: { ca: stage.certificates.ca, ...options.trust },
    });
    onTestFinished(() => watched.connection.stop());
    watched.connection.start();
    return watched;
  }

  async function serve(script: HostileScript = playOnline): Promise<HostileServer> {
    const server = await startHostileServer({ tls: stage.certificates.get('none'), script });
    onTestFinished(() => server.stop());
    return server;
  }

  async function open(find: (authority: string) => number | null) {
    const proxy = new TunnelProxy(find);
    const port = await proxy.listen();
    onTestFinished(() => proxy.stop());
    const rules: ProxyRules = { mode: 'fixed', host: '127.0.0.1', port };
    return { proxy, port, rules };
  }

  it.each(['direct', 'starttls'] as const)('tinyproxy leads to a real Prosody (%s)', async (tls) => {
    const prosody = await startProsody({});
    onTestFinished(() => prosody.stop());
    prosody.addAccount('alice@corp.test', 'correct horse');
    const port = tls === 'direct' ? prosody.directTlsPort : prosody.starttlsPort;
    const proxy = await startTinyproxy({ ports: [port] });
    onTestFinished(() => proxy.stop());
    const watched = watch({
      server: { host: prosody.host, port, tls },
      trust: { ca: prosody.ca },
      proxy: { mode: 'fixed', host: '127.0.0.1', port: proxy.port },
    });
    await watched.online();
    expect(watched.connection.state).toMatchObject({ tls: 'TLSv1.3' });
    expect(proxy.log).toContain(`CONNECT ${prosody.host}:${port}`);
  });

  it.each([
    ['to a port it does not serve', { ports: [1] }, '403'],
    ['without a login, which it does not get', { ports: [5223], login: 'alice secret' }, '407'],
    ['to a server that is not there', { ports: [5223] }, '500'],
  ] as const)('tinyproxy refuses to lead %s, and that is named', async (_name, options, status) => {
    const proxy = await startTinyproxy(options);
    onTestFinished(() => proxy.stop());
    const watched = watch({
      server: { host: 'xmpp.corp.invalid', port: 5223, tls: 'direct' },
      proxy: { mode: 'fixed', host: '127.0.0.1', port: proxy.port },
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'proxy-refused',
      params: { host: '127.0.0.1', port: String(proxy.port), status },
    });
  });

  it('finds the server by a name that only it can resolve', async () => {
    const server = await serve();
    const { proxy, rules } = await open(() => server.port);
    const watched = watch({
      server: { host: 'xmpp.corp.test', port: 5223, tls: 'direct' },
      proxy: rules,
      environment: {
        lookUpHost: (host, options, tell) =>
          tell(new Error(`asked for ${host}`), '', options.family as number),
      },
    });
    await watched.online();
    expect(proxy.asked).toEqual(['xmpp.corp.test:5223']);
  });

  it('is asked for what SRV names, and for the domain where DNS does not get out', async () => {
    const server = await serve();
    const { proxy, rules } = await open((authority) =>
      authority === 'b.corp.test:443' ? server.port : null,
    );
    const watched = watch({
      proxy: rules,
      environment: {
        lookUpSrv: async (name) =>
          name.startsWith('_xmpps')
            ? [
                { name: 'a.corp.test', port: 443, priority: 1, weight: 0 },
                { name: 'b.corp.test', port: 443, priority: 2, weight: 0 },
              ]
            : [],
      },
    });
    await watched.online();
    expect(proxy.asked).toEqual(['a.corp.test:443', 'b.corp.test:443']);

    const { proxy: other, rules: otherRules } = await open((authority) =>
      authority === 'corp.test:5223' ? server.port : null,
    );
    const silent = watch({
      proxy: otherRules,
      timing: { lookUp: 100 },
      environment: { lookUpSrv: () => new Promise(() => undefined) },
    });
    await silent.online();
    expect(other.asked).toEqual(['corp.test:5223']);
  });

  it('is not used where policy says so, and the system is not asked', async () => {
    const server = await serve();
    const asked: string[] = [];
    const lookUpProxy = async (url: string) => {
      asked.push(url);
      return 'PROXY 127.0.0.1:1';
    };
    const target = { host: '127.0.0.1', port: server.port, tls: 'direct' } as const;
    await watch({ server: target, proxy: { mode: 'none' }, environment: { lookUpProxy } }).online();
    expect(asked).toEqual([]);
    const system = watch({ server: target, environment: { lookUpProxy } });
    expect((await system.failure()).cause).toEqual({
      code: 'proxy-unreachable',
      params: { host: '127.0.0.1', port: '1' },
    });
    expect(asked).toEqual([`https://127.0.0.1:${server.port}/`]);
  });

  it('is not asked any more by whoever left while the system was looking for it', async () => {
    const { proxy, port } = await open(() => null);
    const { promise: said, resolve: say } = Promise.withResolvers<string>();
    const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>();
    const watched = watch({
      server: { host: 'xmpp.corp.test', port: 5223, tls: 'direct' },
      environment: {
        lookUpProxy: () => {
          asked();
          return said;
        },
      },
    });
    await isAsked;
    await watched.connection.stop();
    say(`PROXY 127.0.0.1:${port}`);
    await said;
    expect(watched.connection.state).toEqual({ kind: 'signed-out' });
    expect(proxy.asked).toEqual([]);
  });

  it('that is not there is passed over for the next that the system names', async () => {
    const server = await serve();
    const { port } = await open(() => server.port);
    const watched = watch({
      server: { host: 'xmpp.corp.test', port: 5223, tls: 'direct' },
      environment: { lookUpProxy: async () => `PROXY 127.0.0.1:1;PROXY 127.0.0.1:${port};DIRECT` },
    });
    await watched.online();
    expect(server.clients).toHaveLength(1);
  });
});
