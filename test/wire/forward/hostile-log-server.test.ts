import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls, { type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LogServer } from '../../../electron/forward/forwarding.ts';
import { makeCertificates } from '../../server/certificates.ts';
import { ForwardingDesk, pemOf } from './desk.ts';

/** A log server that does with each connection what the test says. */
async function hostile(
  act: (socket: TLSSocket) => void,
  change: Partial<LogServer> = {},
): Promise<LogServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-hostile-log-'));
  const files = makeCertificates(folder, ['localhost'], 'good');
  const { certificate, key } = pemOf(files);
  const server = tls.createServer({ cert: certificate, key }, (socket) => {
    socket.on('error', () => undefined);
    act(socket);
  });
  const sockets = new Set<import('node:net').Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true });
  });
  return {
    host: 'localhost',
    port: (server.address() as AddressInfo).port,
    ca: readFileSync(files.caFile, 'utf8'),
    clientCertificate: null,
    format: 'rfc5424',
    enterpriseNumber: 32_473,
    maxMessageBytes: 8192,
    queueMb: 1,
    heartbeatSeconds: 1,
    failMode: 'blockSend',
    ...change,
  };
}

test('a log server that never reads costs a few buffers, is left for that, and stops what is sent when policy says so', async () => {
  const server = await hostile((socket) => socket.pause());
  const desk = new ForwardingDesk(server, { stall: 1000 });
  await desk.start();
  desk.write(2000);
  expect(desk.state?.isSendingStopped).not.toBe(true);
  const before = process.memoryUsage();
  for (let round = 0; round < 20; round += 1) desk.write(2000);
  await vi.waitUntil(() => desk.state?.lastError?.code === 'stalled', { timeout: 60_000 });
  const after = process.memoryUsage();
  // 25 MB are on record by now.
  expect(after.external + after.arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(8_000_000);
  expect(desk.state).toMatchObject({ confirmed: 0, isOverdue: true, isSendingStopped: true });
});

test('a log server that reads and never ends a line confirms nothing', async () => {
  const server = await hostile((socket) => {
    socket.allowHalfOpen = true;
    socket.resume();
  });
  const desk = new ForwardingDesk(server, { finish: 500 });
  await desk.start();
  desk.write(10);
  await vi.waitUntil(() => desk.state?.lastError !== null && desk.state !== null, { timeout: 60_000 });
  expect(desk.state).toMatchObject({ confirmed: 0, lastError: { code: 'stalled' } });
});

test('what a log server says back is not kept, and what it has read before it hangs up is not taken for confirmed', async () => {
  let connections = 0;
  const server = await hostile((socket) => {
    connections += 1;
    socket.write(Buffer.alloc(1_000_000));
    socket.once('data', () => socket.end());
  });
  const desk = new ForwardingDesk(server);
  await desk.start();
  desk.write(10);
  await vi.waitUntil(() => connections > 4, { timeout: 60_000 });
  expect(desk.state).toMatchObject({ confirmed: 0, lastError: { code: 'closed-by-server' } });
});

test('a log server that has read one line to its end and is killed with the next has confirmed nothing, and gets it all again', async () => {
  const lines: { socket: TLSSocket; got: string }[] = [];
  const server = await hostile((socket) => {
    const line = { socket, got: '' };
    lines.push(line);
    socket.on('data', (bytes) => {
      line.got += bytes;
    });
    // It answers the end of the first line as it should; what it had read of it goes with the process.
    socket.once('end', () => {
      for (const other of lines) other.socket.destroy();
    });
  });
  const desk = new ForwardingDesk(server);
  await desk.start();
  desk.write(10);
  const last = ` index="${desk.size - 1}"`;
  await vi.waitUntil(() => lines.filter(({ got }) => got.includes(last)).length > 2, { timeout: 60_000 });
  expect(desk.state?.confirmed).toBe(0);
});
