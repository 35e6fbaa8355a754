import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { defaultTiming } from '../../../electron/wire/connection/timing.ts';
import type { HostileClient } from '../../server/hostile-client.ts';
import { features, mechanisms, playOnline, streamHeader } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';
import { WatchedConnection } from './watched-connection.ts';

const silent = (client: HostileClient) => client.closed();

describe('attempts', () => {
  const stage = new UnderAttack();

  it.each([
    ['TLS', async () => undefined, 'starttls'],
    ['the stream header', silent, 'direct'],
    [
      'login',
      async (client: HostileClient) => {
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features(mechanisms('SCRAM-SHA-256')));
        await client.closed();
      },
      'direct',
    ],
    ['work', playOnline, 'direct'],
  ] as const)(
    'can be stopped within two seconds while the server is silent in %s',
    async (_name, script, tls) => {
      const { watched, server } = await stage.attack(script, { tls });
      const client = await server.client(1);
      await (script === playOnline ? watched.online() : client.receive(/./s));
      const started = performance.now();
      await watched.connection.stop();
      // It waits twice for an end that does not come, and for nothing else, of which each would take ten seconds or more.
      expect(2 * defaultTiming.close).toBeLessThan(2000);
      expect(performance.now() - started).toBeLessThan(8000);
      expect(watched.connection.state).toEqual({ kind: 'signed-out' });
      await client.closed();
      expect(server.clients).toHaveLength(1);
    },
  );

  it('wait for a server that takes longer than two seconds over an answer (X21)', async () => {
    const { watched } = await stage.attack(async (client) => {
      await delay(2500);
      await playOnline(client);
    });
    await watched.online();
    expect(watched.onlines).toHaveLength(1);
    expect(watched.states.filter((state) => 'cause' in state)).toEqual([]);
  });

  it('end with "server-timeout" when the server accepts and says nothing, after the time that was given (X21)', async () => {
    const { watched } = await stage.attack(silent, { timing: { answer: 100 } });
    expect((await watched.failure()).cause.code).toBe('server-timeout');
  });

  it('name the host and port that refused, and go on by themselves within a second', async () => {
    const { watched, server } = await stage.attack(playOnline, { timing: { retry: defaultTiming.retry } });
    await watched.online();
    const { port } = server;
    await server.stop();
    const state = await watched.failure();
    expect(watched.pauseAfter(state)).toBeLessThan(1000);
    await watched.until(() =>
      watched.states.some((next) => 'cause' in next && next.cause.code === 'server-unreachable'),
    );
    expect(watched.states).toContainEqual(
      expect.objectContaining({
        cause: { code: 'server-unreachable', params: { host: '127.0.0.1', port: String(port) } },
      }),
    );
  });

  it('are made at once when somebody asks, without waiting for the next one due', async () => {
    const { watched, server } = await stage.attack(
      async (client) => {
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features(''));
      },
      { tls: 'starttls' },
    );
    const state = await watched.failure();
    expect(watched.pauseAfter(state)).toBeGreaterThan(10_000);
    watched.connection.reconnect();
    await server.client(2);
  });

  it('try the next server of the list when one does not answer', async () => {
    const { server, watched: first } = await stage.attack(playOnline);
    await first.connection.stop();
    const { server: gone, watched: second } = await stage.attack(playOnline);
    await second.connection.stop();
    const { port: closedPort } = gone;
    await gone.stop();
    const { watched } = await stage.attack(playOnline, {
      server: null,
      environment: {
        lookUpSrv: async (name) =>
          name.startsWith('_xmpps')
            ? [
                { name: 'localhost', port: closedPort, priority: 1, weight: 0 },
                { name: 'localhost', port: server.port, priority: 2, weight: 0 },
              ]
            : [],
      },
    });
    await watched.online();
  });

  it('say "host-not-found" for a domain that is nowhere, and "offline" without a network', async () => {
    const nowhere = { server: { host: 'nowhere.invalid', port: 5223, tls: 'direct' } } as const;
    const online = new WatchedConnection({ ...nowhere });
    online.connection.start();
    expect((await online.failure()).cause).toEqual({
      code: 'host-not-found',
      params: { host: 'nowhere.invalid' },
    });
    await online.connection.stop();
    const offline = new WatchedConnection({ ...nowhere, environment: { hasNetwork: () => false } });
    offline.connection.start();
    expect((await offline.failure()).cause).toEqual({ code: 'offline', params: {} });
    await offline.connection.stop();
  });

  it('say that the domain has no such service where SRV says so', async () => {
    const { watched } = await stage.attack(playOnline, {
      server: null,
      environment: { lookUpSrv: async () => [{ name: '.', port: 0, priority: 0, weight: 0 }] },
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'host-not-found',
      params: { host: 'corp.test' },
    });
  });
});
