import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { CertificateFault } from '../../server/certificates.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, type ProsodyOptions, startProsody } from '../../server/prosody.ts';
import { prosodyAccountFile } from '../../server/prosody-account.ts';
import { attribute, child, elements, text } from '../../server/xml.ts';

let running: Prosody | undefined;
async function start(options?: ProsodyOptions): Promise<Prosody> {
  running = undefined;
  running = await startProsody(options);
  return running;
}
afterEach(() => running?.stop());

describe('the Prosody of the tests', () => {
  it('serves TLS 1.3 and lets an account of each host in with SCRAM-SHA-256, direct and by STARTTLS', async () => {
    const server = await start();
    server.addAccount('alice@corp.test', 'secret of alice');
    server.addAccount('lena@partner.test', 'secret of lena');
    const alice = await Peer.login(server, { jid: 'alice@corp.test', password: 'secret of alice' });
    const lena = await Peer.login(server, {
      jid: 'lena@partner.test',
      password: 'secret of lena',
      via: 'starttls',
    });
    expect([alice.tlsVersion, alice.mechanism]).toEqual(['TLSv1.3', 'SCRAM-SHA-256']);
    expect([lena.tlsVersion, lena.mechanism]).toEqual(['TLSv1.3', 'SCRAM-SHA-256']);
    expect(server.loginAttempts()).toBe(2);
    expect(server.sessions()).toEqual([
      { jid: 'alice@corp.test', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' },
      { jid: 'lena@partner.test', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' },
    ]);
  });

  it('refuses a wrong password and an account it does not have', async () => {
    const server = await start();
    server.addAccount('alice@corp.test', 'right');
    for (const [jid, password] of [
      ['alice@corp.test', 'wrong'],
      ['nobody@corp.test', 'right'],
    ] as const) {
      await expect(Peer.login(server, { jid, password })).rejects.toThrow('not-authorized');
    }
  });

  it('offers SCRAM-SHA-1 alone when told to', async () => {
    const server = await start({ passwordHash: 'SHA-1' });
    server.addAccount('alice@corp.test', 'secret');
    const alice = await Peer.login(server, { jid: 'alice@corp.test', password: 'secret' });
    expect(alice.mechanism).toBe('SCRAM-SHA-1');
  });

  it('keeps accounts exactly as prosodyctl does', async () => {
    const server = await start();
    const config = `${server.folder}/prosody.cfg.lua`;
    server.addAccount('bea.lindqvist@corp.test', 'secret');
    execFileSync('prosodyctl', ['--config', config, 'register', 'bea.holm', 'corp.test', 'secret'], {
      stdio: 'ignore',
    });
    const accounts = `${server.folder}/data/corp%2etest/accounts`;
    const theirs = readFileSync(`${accounts}/bea%2eholm.dat`, 'utf8');
    const ours = readFileSync(`${accounts}/bea%2elindqvist.dat`, 'utf8');
    const shape = (file: string) =>
      file
        .replace(/"[0-9a-f-]{36,}"/g, '"…"')
        .split('\n')
        .toSorted();
    expect(shape(ours)).toEqual(shape(theirs));
    expect(shape(prosodyAccountFile('x', 'SHA-1'))).toEqual(shape(theirs));
  });

  it('puts everyone of a shared group on everyone else’s roster', async () => {
    const people = [
      { jid: 'alice@corp.test', name: 'Alice Moreau' },
      { jid: 'bea@corp.test', name: 'Bea Lindqvist' },
    ];
    const server = await start({ groups: { Sales: people } });
    for (const { jid } of people) server.addAccount(jid, 'secret');
    const alice = await Peer.login(server, { jid: 'alice@corp.test', password: 'secret' });
    const roster = child(await alice.request('get', `<query xmlns='jabber:iq:roster'/>`), 'query');
    const [bea] = elements(roster);
    expect(elements(roster)).toHaveLength(1);
    expect(['jid', 'name', 'subscription'].map((name) => attribute(bea, name))).toEqual([
      'bea@corp.test',
      'Bea Lindqvist',
      'both',
    ]);
    expect(text(child(bea, 'group'))).toBe('Sales');
  });

  it.each<[CertificateFault, string]>([
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('shows a certificate that is %s', async (fault, code) => {
    const server = await start({ tls: fault });
    const refusal = await new Promise((resolve, reject) => {
      const { host, ca, directTlsPort: port } = server;
      const socket = connect({ host, port, ca, servername: 'corp.test' });
      socket.once('error', resolve);
      socket.once('secureConnect', () => reject(new Error('the certificate was accepted')));
    });
    expect(refusal).toMatchObject({ code });
  });

  it('invites a login in the clear when told to offer no STARTTLS', async () => {
    const server = await start({ starttls: false, offersPlain: true });
    const socket = connectPlain(server.starttlsPort, server.host);
    socket.write(
      "<stream:stream to='corp.test' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>",
    );
    let features = '';
    for await (const chunk of socket) {
      features += String(chunk);
      if (features.includes('</stream:features>')) break;
    }
    expect(features).toContain('PLAIN');
    expect(features).not.toContain('starttls');
  });

  it('comes back with its accounts on the same ports after a stop and after a crash', async () => {
    const server = await start();
    server.addAccount('alice@corp.test', 'secret');
    const credentials = { jid: 'alice@corp.test', password: 'secret' };
    await Peer.login(server, credentials);
    await server.restart();
    await Peer.login(server, credentials);
    await server.kill();
    await expect(Peer.login(server, credentials)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.start();
    await Peer.login(server, credentials);
  });

  it('leaves no process and no folder behind', async () => {
    const server = await start();
    const { folder } = server;
    const isRunning = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(folder);
    expect(isRunning()).toBe(true);
    await server.stop();
    expect(isRunning()).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });
});
