import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { RecordKeys } from '../../../electron/audit/record-keys.ts';
import { WorkerRecord } from '../../../electron/audit/worker-record.ts';
import { ForwardThread } from '../../../electron/forward/forward-thread.ts';
import type { ForwardingState } from '../../../shared/model/forwarding.ts';
import { startRsyslog } from '../../server/rsyslog.ts';
import { messages, rules } from '../../unit/audit/fixture.ts';
import { logServer } from './desk.ts';

/** The record and its forwarding as the program has them: each in its thread. */
function house() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-forward-'));
  const states: ForwardingState[] = [];
  const workers: Worker[] = [];
  const forwarding = new ForwardThread({
    startWorker: (options) => {
      const worker = new Worker(new URL('../../../electron/forward/worker.ts', import.meta.url), options);
      workers.push(worker);
      return worker;
    },
    folder: path.join(folder, 'record'),
    positionFile: path.join(folder, 'forwarded.json'),
    origin: { hostName: 'desk-17', version: '1.2.3' },
    after: (_ms, act) => void setTimeout(10).then(act),
    now: Date.now,
    onState: (state) => states.push(state),
  });
  const record = new WorkerRecord({
    startWorker: (options) =>
      new Worker(new URL('../../../electron/audit/worker.ts', import.meta.url), options),
    folder: path.join(folder, 'record'),
    rules: rules(),
    keys: new RecordKeys({ recordKeys: async () => null, setRecordKeys: async () => ({ ok: false }) }),
    every: () => () => undefined,
    onHead: ({ record: id, size }) => forwarding.signed(id, size),
    onGrown: ({ record: id, size }) => forwarding.grown(id, size),
    onFailure: () => undefined,
  });
  const close = async () => {
    await record.close();
    await forwarding.close();
  };
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });
  return { record, forwarding, states, workers, close };
}

test('what the record says at its end goes out before the program ends', async () => {
  const rsyslog = await startRsyslog({ driver: 'gtls' });
  onTestFinished(() => rsyslog.stop());
  const { record, forwarding, close } = house();
  forwarding.use(logServer(rsyslog));
  await record.append(messages(5));
  await vi.waitUntil(() => rsyslog.lines.length > 5, { timeout: 60_000 });
  await close();
  await vi.waitUntil(() => / gatehouse - closed .* gatehouse - head /s.test(rsyslog.lines.join()), {
    timeout: 60_000,
  });
});

test('a thread that ends by itself is told of and started again', async () => {
  const rsyslog = await startRsyslog({ driver: 'ossl' });
  onTestFinished(() => rsyslog.stop());
  const { record, forwarding, states, workers } = house();
  forwarding.use(logServer(rsyslog));
  await record.append(messages(5));
  await vi.waitUntil(() => forwarding.state?.connectedSince, { timeout: 60_000 });
  await workers[0]?.terminate();
  await vi.waitUntil(() => workers.length === 2 && forwarding.state?.connectedSince, { timeout: 60_000 });
  expect(states).toContainEqual(
    expect.objectContaining({ connectedSince: null, lastError: { code: 'crashed', at: expect.any(Number) } }),
  );
});

test('policy may name another log server while it runs, or none any more', async () => {
  const first = await startRsyslog({ driver: 'ossl' });
  const second = await startRsyslog({ driver: 'ossl' });
  onTestFinished(async () => {
    await Promise.all([first.stop(), second.stop()]);
  });
  const { record, forwarding } = house();
  await record.append(messages(1));
  forwarding.use(logServer(first));
  await vi.waitUntil(() => first.lines.length > 1, { timeout: 60_000 });
  forwarding.use(logServer(second));
  await record.append(messages(1, 1));
  await vi.waitUntil(() => second.lines.some((line) => line.includes('id="id-1"')), { timeout: 60_000 });
  forwarding.use(null);
  expect(forwarding.state).toBeNull();
});

test('where policy wants nothing sent without the log server, nothing is until it is known how far it has got', () => {
  const { forwarding } = house();
  const server = { host: 'localhost', port: 1, ca: '', clientCertificate: null } as const;
  const rest = { format: 'cef', enterpriseNumber: 32_473, maxMessageBytes: 8192, queueMb: 1 } as const;
  forwarding.use({ ...server, ...rest, heartbeatSeconds: 1, failMode: 'blockSend' });
  expect(forwarding.state?.isSendingStopped).toBe(true);
});
