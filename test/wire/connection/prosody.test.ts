import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { WatchedConnection, type WatchedOptions } from './watched-connection.ts';

describe('with a real Prosody', () => {
  let prosody: Prosody;
  const opened: WatchedConnection[] = [];

  const connect = (options: WatchedOptions & { tls?: 'direct' | 'starttls' } = {}) => {
    const tls = options.tls ?? 'direct';
    const port = tls === 'direct' ? prosody.directTlsPort : prosody.starttlsPort;
    const watched = new WatchedConnection({
      server: { host: prosody.host, port, tls },
      ca: prosody.ca,
      ...options,
    });
    opened.push(watched);
    watched.connection.start();
    return watched;
  };

  beforeAll(async () => {
    prosody = await startProsody();
    prosody.addAccount('alice@corp.test', 'correct horse');
    prosody.addAccount('bob@corp.test', 'correct horse');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ connection }) => connection.stop()));
  });
  afterAll(async () => {
    await prosody?.stop();
  });

  it.each(['direct', 'starttls'] as const)('logs in with TLS 1.3 and SCRAM-SHA-256 (%s)', async (tls) => {
    const alice = connect({ tls });
    await alice.online();
    expect(alice.connection.state).toEqual({ kind: 'online', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' });
    expect(alice.connection.jid).toMatch(/^alice@corp\.test\/.+/);
    expect(alice.violations).toEqual([]);
  });

  it('refuses to go on after a wrong password, with one attempt only (T7, X19)', async () => {
    const before = prosody.loginAttempts();
    const alice = connect({ password: 'wrong' });
    expect(await alice.failure()).toEqual({ kind: 'refused', cause: { code: 'wrong-password', params: {} } });
    alice.connection.reconnect();
    expect(alice.connection.state.kind).toBe('refused');
    expect(prosody.loginAttempts()).toBe(before + 1);
  });

  it('asks and is answered', async () => {
    const alice = connect();
    await alice.online();
    const result = await alice.connection.request(
      xml('iq', { type: 'get' }, xml('query', 'jabber:iq:roster')),
      { to: null },
    );
    expect(result.ok && result.value.getChild('query', 'jabber:iq:roster')).toBeTruthy();
  });

  it('hands over messages and hears that the server has them', async () => {
    const alice = connect();
    const bob = connect({ account: 'bob@corp.test' });
    await Promise.all([alice.online(), bob.online()]);
    const received = new Promise<string>((resolve) => {
      bob.connection.onStanza('message', (message, from) =>
        resolve(`${from} ${message.getChildText('body')}`),
      );
    });
    bob.connection.send(xml('presence'));
    expect(
      alice.connection.send(
        xml('message', { to: 'bob@corp.test', id: 'm1', type: 'chat' }, xml('body', {}, 'a\u0000b€')),
      ),
    ).toBe(true);
    expect(await received).toBe(`${alice.connection.jid} a\uFFFDb€`);
    await alice.until(() => alice.acked.includes('m1'));
  });

  it('answers service-unavailable to what nobody answers', async () => {
    const alice = connect();
    const bob = connect({ account: 'bob@corp.test' });
    await Promise.all([alice.online(), bob.online()]);
    bob.connection.answer('get', 'urn:test', 'known', (payload) => ({ ok: true, payload }));
    const ask = (name: string) =>
      alice.connection.request(xml('iq', { type: 'get' }, xml(name, 'urn:test')), { to: bob.connection.jid });
    expect(await ask('known')).toMatchObject({ ok: true });
    expect(await ask('unknown')).toMatchObject({
      ok: false,
      code: 'error',
      condition: 'service-unavailable',
    });
  });

  it('is back within seconds after the server was killed and started again', async () => {
    const alice = connect();
    await alice.online();
    await prosody.kill();
    await alice.until(() => alice.connection.state.kind === 'waiting');
    await prosody.start();
    const started = Date.now();
    await alice.online(2);
    expect(Date.now() - started).toBeLessThan(8000);
    // The server forgot the session: resumption was tried and a new one begun.
    expect(prosody.logs().some((line) => /resume/.test(line))).toBe(true);
    expect(alice.onlines[1]?.resumed).toBe(false);
  });
});
