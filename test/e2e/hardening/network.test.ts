import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';

// Checklist item 1: Chromium reaches nobody, whoever asks and however. A server on this computer listens and hears nothing.

let gatehouse: LaunchedGatehouse;
let heard: string[] = [];
const server = createServer((request, response) => {
  heard.push(`${request.method} ${request.url}`);
  response.end();
}).on('connection', () => heard.push('connection'));
const datagrams = createSocket('udp4', () => heard.push('datagram'));
let port: number;
let udpPort: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => datagrams.bind(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  udpPort = datagrams.address().port;
  gatehouse = await launchGatehouse({ policy: {} });
});
beforeEach(() => {
  heard = [];
});
afterAll(async () => {
  await gatehouse.stop();
  await new Promise((resolve) => server.close(resolve));
  await new Promise<void>((resolve) => datagrams.close(resolve));
});

test('the session reads no file, even for main', async () => {
  const answers = await gatehouse.app.evaluate(({ session }) =>
    Promise.all(
      [session.defaultSession, session.fromPartition('pages')].map(async (each) => {
        const response = await each.fetch('file:///etc/passwd');
        return [response.status, await response.text()];
      }),
    ),
  );
  expect(answers).toEqual([
    [403, ''],
    [403, ''],
  ]);
});

test.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', 'ftp://127.0.0.1:PORT/'])(
  'the session loads no %s even for main, which no content security policy binds',
  async (pattern) => {
    const outcome = await gatehouse.app.evaluate(
      ({ session }, url) =>
        session
          .fromPartition('pages')
          .fetch(url, { signal: AbortSignal.timeout(10_000) })
          .then(
            () => 'loaded',
            (error: unknown) => String(error),
          ),
      pattern.replace('PORT', String(port)),
    );
    // A refusal that never settles was seen, and its cause was not found: what counts is that nothing is loaded and nobody hears of it.
    expect(outcome).toMatch(
      /ERR_BLOCKED_BY_CLIENT|ERR_UNKNOWN_URL_SCHEME|ERR_DISALLOWED_URL_SCHEME|TimeoutError/,
    );
    expect(heard).toEqual([]);
  },
);

test('the same holds for every other session', async () => {
  const outcomes = await gatehouse.app.evaluate(
    ({ session }, url) =>
      Promise.all(
        [session.defaultSession, session.fromPartition('persist:other')].map((other) =>
          other.fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
            () => 'loaded',
            () => 'refused',
          ),
        ),
      ),
    `http://127.0.0.1:${port}/`,
  );
  expect(outcomes).toEqual(['refused', 'refused']);
  expect(heard).toEqual([]);
});

test('no name and no number can be resolved by Chromium', async () => {
  const outcomes = await gatehouse.app.evaluate(({ session }) =>
    Promise.all(
      ['localhost', '127.0.0.1', '::1', 'example.com'].map((host) =>
        session
          .fromPartition('pages')
          .resolveHost(host)
          .then(
            () => 'resolved',
            () => 'refused',
          ),
      ),
    ),
  );
  expect(outcomes).toEqual(['refused', 'refused', 'refused', 'refused']);
});

test.each([
  ['fetch', 'await fetch(`http://127.0.0.1:${port}/`).catch(() => 0)'],
  [
    'XMLHttpRequest',
    'await new Promise((done) => { const x = new XMLHttpRequest(); x.onloadend = done; x.open("GET", `http://127.0.0.1:${port}/`); x.send(); })',
  ],
  ['a beacon', 'navigator.sendBeacon(`http://127.0.0.1:${port}/`, "x")'],
  [
    'WebSocket',
    'await new Promise((done) => { try { new WebSocket(`ws://127.0.0.1:${port}/`).onerror = done; } catch { done(); } })',
  ],
  [
    'EventSource',
    'await new Promise((done) => { try { new EventSource(`http://127.0.0.1:${port}/`).onerror = done; } catch { done(); } })',
  ],
  ['WebTransport', 'await new WebTransport(`https://127.0.0.1:${port}/`).ready.catch(() => 0)'],
  [
    'a picture',
    'await new Promise((done) => { const e = new Image(); e.onerror = done; e.src = `http://127.0.0.1:${port}/`; })',
  ],
  [
    'a style sheet',
    'await new Promise((done) => { const e = document.createElement("link"); e.rel = "stylesheet"; e.onerror = done; e.href = `http://127.0.0.1:${port}/`; document.head.append(e); })',
  ],
  [
    'a hint',
    '["preconnect", "dns-prefetch", "prefetch", "preload", "prerender"].forEach((rel) => { const e = document.createElement("link"); e.rel = rel; e.as = "image"; e.href = `http://127.0.0.1:${port}/`; document.head.append(e); })',
  ],
  [
    'a ping',
    '{ const a = document.createElement("a"); a.href = "#x"; a.ping = `http://127.0.0.1:${port}/`; document.body.append(a); a.click(); }',
  ],
])('nothing leaves by %s', async (_what, statement) => {
  await gatehouse.page.evaluate(`(async (port) => { ${statement} })(${port})`);
  await heardNothing();
});

test('nothing leaves by a peer connection, which no content security policy governs', async () => {
  const candidates = await gatehouse.page.evaluate(`(async () => {
    const peer = new RTCPeerConnection({ iceServers: [
      { urls: 'stun:127.0.0.1:${udpPort}' },
      { urls: 'turn:127.0.0.1:${port}?transport=tcp', username: 'secret', credential: 'x' },
    ] });
    peer.createDataChannel('x');
    const found = [];
    const gathered = new Promise((resolve) => {
      peer.onicecandidate = ({ candidate }) => candidate === null ? resolve() : found.push(candidate.candidate);
    });
    await peer.setLocalDescription(await peer.createOffer());
    await gathered;
    peer.close();
    return found;
  })()`);
  expect(candidates).toEqual([]);
  await heardNothing();
});

/** A request of our own comes after everything that was on its way: when it is answered, what came before was heard. */
async function heardNothing(): Promise<void> {
  await gatehouse.page.evaluate('new Promise((resolve) => requestIdleCallback(resolve))');
  await fetch(`http://127.0.0.1:${port}/probe`, { headers: { connection: 'close' } });
  expect(heard).toEqual(['connection', 'GET /probe']);
}

test('the listening servers would have heard', async () => {
  await fetch(`http://127.0.0.1:${port}/probe`);
  const probe = createSocket('udp4');
  await new Promise((resolve) => probe.send('x', udpPort, '127.0.0.1', resolve));
  await new Promise((resolve) => datagrams.once('message', resolve));
  probe.close();
  expect(heard).toEqual(['connection', 'GET /probe', 'datagram']);
});
