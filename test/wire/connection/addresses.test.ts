import { describe, expect, it, onTestFinished } from 'vitest';
import { openBlackHole } from '../../server/black-hole.ts';
import { playOnline } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

describe('a host with several addresses', () => {
  const stage = new UnderAttack();

  it('is reached at the next one when the first swallows everything (RFC 8305)', async () => {
    const asked: string[] = [];
    const { promise: ready, resolve } = Promise.withResolvers<void>();
    const { server, watched } = await stage.attack(playOnline, {
      server: null,
      timing: { connect: 20_000 },
      environment: {
        lookUpSrv: async (name) => {
          await ready;
          return name.startsWith('_xmpps')
            ? [{ name: 'xmpp.corp.test', port: server.port, priority: 0, weight: 0 }]
            : [];
        },
        lookUpHost: (host, _options, tell) => {
          asked.push(host);
          tell(null, [
            { address: '127.0.0.2', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ]);
        },
      },
    });
    const hole = await openBlackHole('127.0.0.2', server.port);
    onTestFinished(() => hole.close());
    resolve();
    await watched.online();
    expect(asked).toEqual(['xmpp.corp.test']);
  });
});
