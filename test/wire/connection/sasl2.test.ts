import { describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import type { HostileClient } from '../../server/hostile-client.ts';
import {
  boundSession,
  features,
  inlineSession,
  playBind,
  playScram,
  streamHeader,
  unmanaged,
  xep0388,
} from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const here = 'alice@corp.test/here';
const bound = xep0388(inlineSession, boundSession, here);

async function offer(client: HostileClient, say = bound): Promise<void> {
  await client.receive(/<stream:stream [^>]*>/);
  client.send(streamHeader() + features(say.offer('SCRAM-SHA-256')));
}

describe('SASL2', () => {
  const stage = new UnderAttack();

  it('brings a session with the login: bound, counted and with carbons, on the same stream (XEP-0388, XEP-0386, XEP-0198)', async () => {
    let request = '';
    const { watched, server } = await stage.attack(async (client) => {
      await offer(client);
      request = (await playScram(client, {}, bound)).request;
      client.send(features(''));
    });
    await watched.online();
    expect(watched.connection.jid).toBe(here);
    expect(watched.connection.state).toMatchObject({ sasl: 'SCRAM-SHA-256' });
    expect(request).toContain('<bind xmlns="urn:xmpp:bind:0">');
    expect(request).toContain('<enable xmlns="urn:xmpp:carbons:2"/>');
    expect(request).toContain('<enable xmlns="urn:xmpp:sm:3" resume="true"/>');
    expect(request).not.toMatch(/user-agent|<tag/);
    expect(server.heard.match(/<stream:stream /g)).toHaveLength(1);
    expect(server.heard).not.toMatch(/<iq /);
  });

  it('takes up the previous session with the login, and only where it is that one', async () => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      if (connection === 1) {
        await offer(client);
        await playScram(client, {}, bound);
        client.send(features(''));
        await client.receive(/<message /);
        client.destroy();
        return;
      }
      const resumed = xep0388(inlineSession, "<resumed xmlns='urn:xmpp:sm:3' previd='session' h='1'/>", here);
      await offer(client, resumed);
      const { request } = await playScram(client, {}, resumed);
      expect(request).toContain('<resume xmlns="urn:xmpp:sm:3" previd="session" h="0"/>');
      client.send(features(''));
    });
    await watched.online();
    watched.connection.send(xml('message', { to: 'bob@corp.test', id: 'm1' }));
    await watched.online(2);
    expect(watched.onlines[1]).toEqual({ resumed: true, jid: here });
    expect(watched.acked).toEqual(['m1']);
    expect(server.clients).toHaveLength(2);
  });

  it('begins a new session in the same login when the server forgot the old one', async () => {
    const { watched } = await stage.attack(async (client, connection) => {
      const outcome = `${connection === 1 ? '' : "<failed xmlns='urn:xmpp:sm:3' h='0'/>"}${boundSession}`;
      const say = xep0388(inlineSession, outcome, `alice@corp.test/${connection}`);
      await offer(client, say);
      await playScram(client, {}, say);
      client.send(features(''));
      if (connection > 1) return;
      await client.receive(/<message /);
      client.destroy();
    });
    await watched.online();
    watched.connection.send(xml('message', { to: 'bob@corp.test', id: 'm1' }));
    await watched.online(2);
    expect(watched.onlines[1]).toEqual({ resumed: false, jid: 'alice@corp.test/2' });
    expect(watched.lost).toEqual(['m1']);
  });

  it('binds as ever where the server takes nothing along', async () => {
    const say = xep0388();
    const { watched } = await stage.attack(async (client) => {
      await offer(client, say);
      const { request } = await playScram(client, {}, say);
      expect(request).not.toMatch(/<bind|<resume/);
      client.send(features(unmanaged));
      await playBind(client, '');
    });
    await watched.online();
  });

  it.each([
    ['somebody else', 'mallory@corp.test/x', boundSession, 'sasl.foreign-identity'],
    ['nobody', '', boundSession, 'sasl.foreign-identity'],
    ['us without a resource', 'alice@corp.test', boundSession, 'bind.foreign-address'],
  ])('does not let us in as %s (T6)', async (_whom, identity, outcome, rule) => {
    const say = xep0388(inlineSession, outcome, identity);
    const { watched } = await stage.attack(async (client) => {
      await offer(client, say);
      await playScram(client, {}, say);
      client.send(features(''));
      await client.closed();
    });
    expect((await watched.failure()).cause).toEqual({ code: 'stream-violation', params: { rule } });
    expect(watched.onlines).toEqual([]);
  });

  it('does not go on with another session than the one that was asked for (T34)', async () => {
    const { watched } = await stage.attack(async (client, connection) => {
      const foreign = "<resumed xmlns='urn:xmpp:sm:3' previd='of-mallory' h='0'/>";
      const say = connection === 1 ? bound : xep0388(inlineSession, foreign, here);
      await offer(client, say);
      await playScram(client, {}, say);
      client.send(features(''));
      if (connection > 1) return await client.closed();
      await client.receive(/<message /);
      client.destroy();
    });
    await watched.online();
    watched.connection.send(xml('message', { to: 'bob@corp.test', id: 'm1' }));
    await watched.until(() => JSON.stringify(watched.states).includes('sm.foreign-session'));
    expect(watched.onlines.some(({ resumed }) => resumed)).toBe(false);
  });

  it.each([
    ['a message', "<message from='corp.test'><body>hi</body></message>"],
    ['an answer of the other SASL', "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"],
  ])('does not go on after %s in the middle of it', async (_what, intruder) => {
    const { watched } = await stage.attack(async (client) => {
      await offer(client);
      await client.receive(/<authenticate /);
      client.send(intruder);
      await client.closed();
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'stream-violation',
      params: { rule: 'sasl.unexpected-element' },
    });
  });

  it('does not do further tasks', async () => {
    const { watched, server } = await stage.attack(async (client) => {
      await offer(client);
      await client.receive(/<authenticate /);
      client.send(
        "<continue xmlns='urn:xmpp:sasl:2'><tasks><task>UPGR-SCRAM-SHA-1</task></tasks></continue>",
      );
      await client.closed();
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'server-error',
      params: { condition: 'further-task' },
    });
    expect(server.heard).not.toMatch(/<next/);
  });
});
