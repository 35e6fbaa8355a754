import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import { CuttableLink } from '../../server/cuttable-link.ts';
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
      trust: { ca: prosody.ca },
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
    prosody.addAccount('eve@partner.test', 'correct horse');
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

  it('stays online when a stranger sends what is too much, which the server passes on (T29)', async () => {
    const alice = connect();
    const stranger = connect({ account: 'eve@partner.test' });
    const heard: string[] = [];
    alice.connection.onStanza('message', (message) => heard.push(message.attrs['id'] ?? ''));
    await Promise.all([alice.online(), stranger.online()]);
    alice.connection.send(xml('presence'));
    const to = alice.connection.jid;
    const children = Array.from({ length: 10_000 }, () => xml('a', 'urn:x'));
    stranger.connection.send(xml('message', { to, id: 'bomb' }, ...children));
    stranger.connection.send(xml('message', { to, id: 'after' }, xml('body', {}, 'hi')));
    await alice.until(() => alice.violations.length > 0);
    await expect.poll(() => heard).toContain('after');
    expect(alice.violations).toMatchObject([{ rule: 'stanza.too-many-elements', detail: 'message' }]);
    expect(heard).toEqual(['after']);
    expect(alice.connection.state.kind).toBe('online');
  });

  it('takes the session up again after the cable was cut: every message arrives, and once', async () => {
    const link = new CuttableLink(prosody.directTlsPort);
    await link.open();
    const alice = connect({ server: { host: '127.0.0.1', port: link.port, tls: 'direct' } });
    const bob = connect({ account: 'bob@corp.test' });
    const heard: string[] = [];
    bob.connection.onStanza('message', (message) => heard.push(message.attrs['id'] ?? ''));
    await Promise.all([alice.online(), bob.online()]);
    bob.connection.send(xml('presence'));
    const send = (id: string) =>
      alice.connection.send(xml('message', { to: bob.connection.jid, id }, xml('body', {}, id)));
    for (const id of ['1', '2', '3']) send(id);
    link.cut();
    await alice.online(2);
    for (const id of ['4', '5']) send(id);
    await alice.until(() => alice.acked.length === 5);
    await expect.poll(() => heard).toContain('5');
    expect(alice.onlines[1]?.resumed).toBe(true);
    expect(heard).toEqual(['1', '2', '3', '4', '5']);
    expect(alice.lost).toEqual([]);
    await alice.connection.stop();
    await link.close();
  });

  it('notices a link that died silently and takes the session up on another (X20)', async () => {
    const link = new CuttableLink(prosody.directTlsPort);
    await link.open();
    const alice = connect({
      server: { host: '127.0.0.1', port: link.port, tls: 'direct' },
      timing: { idle: 60_000, probe: 300 },
    });
    await alice.online();
    link.freeze();
    alice.connection.send(xml('message', { to: 'bob@corp.test', id: 'kept' }, xml('body', {}, 'kept')));
    await alice.online(2);
    await alice.until(() => alice.acked.includes('kept'));
    expect(alice.onlines[1]?.resumed).toBe(true);
    expect(alice.lost).toEqual([]);
    await alice.connection.stop();
    await link.close();
  });

  it('is back within seconds after the server was killed and started again', async () => {
    const alice = connect();
    await alice.online();
    await prosody.kill();
    const gone = Date.now();
    await alice.until(() => alice.connection.state.kind === 'waiting');
    await prosody.start();
    const started = Date.now();
    await alice.online(2);
    // The pauses double: the one in which the server came back may be twice as long as all before it.
    expect(Date.now() - started).toBeLessThan(8000 + 2 * (started - gone));
    // The server forgot the session: resumption was tried and a new one begun.
    expect(prosody.logs().some((line) => /resume/.test(line))).toBe(true);
    expect(alice.onlines[1]?.resumed).toBe(false);
  });
});
