import { describe, expect, it } from 'vitest';
import { routesTo } from '../../../../electron/wire/connection/proxy-routes.ts';

const target = { host: 'xmpp.corp.test', port: 5223, tls: 'direct' } as const;
const routes = (said: string) => routesTo(target, { mode: 'system' }, async () => said);

describe('the way that the system names', () => {
  it.each([
    ['DIRECT', [null]],
    ['PROXY p.test:3128', [{ host: 'p.test', port: 3128 }]],
    ['proxy p.test', [{ host: 'p.test', port: 80 }]],
    ['PROXY [2001:db8::1]:8080', [{ host: '2001:db8::1', port: 8080 }]],
    ['PROXY a:1; SOCKS5 s:2;HTTPS h:3 ; DIRECT', [{ host: 'a', port: 1 }, null]],
    // A script that cannot be had.
    ['', [null]],
  ])('%j', async (said, expected) => {
    expect(await routes(said)).toEqual(expected);
  });

  it.each([
    'SOCKS5 s.test:1080',
    'HTTPS p.test:443',
    'PROXY p.test:0',
    'PROXY p.test:65536',
    'PROXY a b',
    'PROXY a/b:1',
  ])('is none that we can go: %j', async (said) => {
    await expect(routes(said)).rejects.toMatchObject({
      failure: { code: 'proxy-unsupported', params: { proxy: said } },
    });
  });

  it('is asked for by the address of the server, a number too', async () => {
    const asked: string[] = [];
    const ask = (host: string) =>
      routesTo({ ...target, host }, { mode: 'system' }, async (url) => {
        asked.push(url);
        return 'DIRECT';
      });
    for (const host of ['xmpp.corp.test', 'münchen.test', '2001:db8::1', '192.0.2.1']) await ask(host);
    expect(asked).toEqual([
      'https://xmpp.corp.test:5223/',
      'https://xn--mnchen-3ya.test:5223/',
      'https://[2001:db8::1]:5223/',
      'https://192.0.2.1:5223/',
    ]);
  });
});
