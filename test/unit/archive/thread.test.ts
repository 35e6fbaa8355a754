import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { WaitingWorker } from '../../../electron/archive/waiting-worker.ts';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { archiveWorkerOptions } from '../../../electron/archive/worker-options.ts';
import { bob, incoming, key, newArchive, newestPage, temporaryFile } from './fixture.ts';

/** An archive whose thread runs this instead of the real one; the second time, and later, the real one. */
function archiveWithThread(code: string) {
  const failures: string[] = [];
  let starts = 0;
  const archive = new WorkerArchive({
    startWorker: (options) => {
      starts += 1;
      return starts === 1
        ? new Worker(code, { ...options, eval: true })
        : new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options);
    },
    onFailure: (error) => failures.push(error.code),
  });
  onTestFinished(() => archive.close());
  return { archive, failures };
}

const diesAtThirdRequest = `
  let count = 0;
  require('node:worker_threads').parentPort.on('message', ({ id }) => {
    count += 1;
    if (count === 3) throw new Error('out of luck');
    if (count === 1) require('node:worker_threads').parentPort.postMessage({ id, ok: true, value: { outcome: 'opened' } });
  });`;

test('when the thread dies every waiting call is rejected, and so is every later one', async () => {
  const { archive, failures } = archiveWithThread(diesAtThirdRequest);
  await archive.open(null, key);
  const waiting = [archive.conversations(), archive.people(), archive.unsent()];
  for (const call of waiting) await expect(call).rejects.toMatchObject({ code: 'crashed' });
  expect(failures).toEqual(['crashed']);
  await expect(archive.people()).rejects.toMatchObject({ code: 'crashed' });
});

test('after a crash the archive is opened again on a new thread', async () => {
  const { archive } = archiveWithThread(diesAtThirdRequest);
  await archive.open(null, key);
  await expect(Promise.all([archive.people(), archive.unsent()])).rejects.toMatchObject({ code: 'crashed' });
  expect(await archive.open(null, key)).toEqual({ outcome: 'created' });
  expect(await archive.people()).toEqual([]);
});

test('a thread that takes more memory than it may is a crash, not a hang', async () => {
  const { archive, failures } = archiveWithThread(`
    require('node:worker_threads').parentPort.on('message', () => {
      const hoard = [];
      for (;;) hoard.push(new Array(100000).fill(hoard.length));
    });`);
  await expect(archive.open(null, key)).rejects.toMatchObject({ code: 'crashed' });
  expect(failures).toEqual(['crashed']);
});

test('an answer that is not what the contract says is rejected', async () => {
  const { archive } = archiveWithThread(`
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, method }) =>
      parentPort.postMessage({ id, ok: true, value: method === 'open' ? { outcome: 'splendid' } : undefined }));`);
  await expect(archive.open(null, key)).rejects.toMatchObject({ code: 'failed' });
});

test('closing answers what was asked before it', async () => {
  const file = temporaryFile();
  const archive = newArchive();
  const opening = archive.open(file, key);
  const calls = Array.from({ length: 20 }, (_, count) => archive.store([incoming(count)]));
  await archive.close();
  await opening;
  expect(await Promise.all(calls)).toHaveLength(20);
  await expect(archive.people()).rejects.toMatchObject({ code: 'not-open' });
});

test('opening right after closing, without waiting, finds everything', async () => {
  const file = temporaryFile();
  const archive = newArchive();
  await archive.open(file, key);
  const stored = archive.store([incoming(1)]);
  const closed = archive.close();
  expect(await archive.open(file, key)).toEqual({ outcome: 'opened' });
  await Promise.all([stored, closed]);
  expect((await archive.page(newestPage(bob))).messages).toHaveLength(1);
});

test('a thread that was started ahead is used, and used once', async () => {
  const folder = path.dirname(temporaryFile());
  const file = path.join(folder, 'thread.mjs');
  writeFileSync(
    file,
    'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit());',
  );
  const waiting = new WaitingWorker(file, true);
  const first = waiting.start(archiveWorkerOptions);
  const second = waiting.start(archiveWorkerOptions);
  expect(second).not.toBe(first);
  const ended = Promise.all([first, second].map((worker) => once(worker, 'exit')));
  for (const worker of [first, second]) worker.postMessage('end');
  await ended;
});

test('closing what was never opened, or twice, is nothing', async () => {
  const archive = newArchive();
  await archive.close();
  await archive.open(null, key);
  await archive.close();
  await archive.close();
});
