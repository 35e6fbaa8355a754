import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordEvent } from '../../../electron/audit/events.ts';
import { RecordError, type RecordRules } from '../../../electron/audit/record.ts';
import { RecordKeys } from '../../../electron/audit/record-keys.ts';
import { segmentsIn } from '../../../electron/audit/segment.ts';
import type { SignedHead } from '../../../electron/audit/signed-head.ts';
import { verifyRecord } from '../../../electron/audit/verify-record.ts';
import { WorkerRecord } from '../../../electron/audit/worker-record.ts';
import { message, messages, rules, tempFolder } from './fixture.ts';

/** One computer: a folder and a keychain. */
class Computer {
  readonly folder = path.join(tempFolder(), 'record');
  readonly heads: SignedHead[] = [];
  readonly failures: unknown[] = [];
  readonly workers: Worker[] = [];
  secret: string | null = null;
  hasKeychain = true;
  nextEpoch: () => void = () => undefined;

  record(change: Partial<RecordRules> = {}): WorkerRecord {
    const record = new WorkerRecord({
      startWorker: (options) => {
        const worker = new Worker(new URL('../../../electron/audit/worker.ts', import.meta.url), options);
        this.workers.push(worker);
        return worker;
      },
      folder: this.folder,
      rules: rules(change),
      keys: new RecordKeys({
        recordKeys: async () => this.secret,
        setRecordKeys: async (secret) => {
          if (this.hasKeychain) this.secret = secret;
          return { ok: this.hasKeychain };
        },
      }),
      every: (_ms, act) => {
        this.nextEpoch = act;
        return () => undefined;
      },
      onHead: (head) => this.heads.push(head),
      onGrown: () => undefined,
      onFailure: (error) => this.failures.push(error),
    });
    onTestFinished(() => record.close().catch(() => undefined));
    return record;
  }

  findings(): readonly string[] {
    return verifyRecord(this.folder, this.heads).findings.map(({ code }) => code);
  }
}

test('what was appended is on the disk when append resolves, and the record stays one over starts', async () => {
  const computer = new Computer();
  for (const round of [0, 1]) {
    const record = computer.record();
    await Promise.all(messages(50, round * 50).map((event) => record.append([event])));
    expect(verifyRecord(computer.folder, computer.heads).size).toBe(round === 0 ? 51 : 103);
    await record.close();
  }
  expect(computer.findings()).toEqual([]);
});

test('an old signing key is nowhere any more: neither on the disk nor in the keychain', async () => {
  const computer = new Computer();
  const record = computer.record();
  await record.append([message(0)]);
  const [old = ''] = JSON.parse(computer.secret ?? '').secrets;
  await record.rotate();
  expect(JSON.parse(computer.secret ?? '').secrets).toHaveLength(1);
  expect(computer.secret).not.toContain(old);
  await record.append([message(1)]);
  await record.close();
  expect(computer.findings()).toEqual([]);
});

test('changes of key that fail cost nobody the key that is in use', async () => {
  const computer = new Computer();
  const record = computer.record();
  await record.append([message(0)]);
  for (const _ of [0, 1, 2]) {
    await expect(record.rotate(rules({ companyKeys: ['age1nonsense'] }))).rejects.toEqual(
      new RecordError('company-key'),
    );
  }
  await record.append([message(1)]);
  await record.close();
  const again = computer.record();
  await again.append([message(2)]);
  await again.close();
  expect(computer.findings()).toEqual([]);
});

test('without a keychain it is kept all the same, and says that nobody answers for the change of key', async () => {
  const computer = new Computer();
  computer.hasKeychain = false;
  for (const count of [0, 1]) {
    const record = computer.record();
    await record.append([message(count)]);
    await record.close();
  }
  expect(computer.findings()).toEqual(['key-lost']);
});

test('an event that breaks the schema is refused and does not stop the others', async () => {
  const computer = new Computer();
  const record = computer.record();
  await record.open();
  const wrong = { facts: { kind: 'nonsense' }, content: null } as unknown as RecordEvent;
  const outcomes = await Promise.allSettled([
    record.append([message(0)]),
    record.append([wrong]),
    record.append([message(1)]),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await record.close();
  expect(computer.findings()).toEqual([]);
});

test('a thread that ends by itself leaves no call unanswered, and the next entry opens the record again', async () => {
  const computer = new Computer();
  const record = computer.record();
  await record.append([message(0)]);
  const waiting = record.append(messages(100));
  waiting.catch(() => undefined);
  await computer.workers[0]?.terminate();
  await waiting.catch((error: unknown) => expect(error).toEqual(new RecordError('crashed')));
  expect(computer.failures).toEqual([new RecordError('crashed')]);
  await record.append([message(1)]);
  await record.close();
  expect(computer.findings().filter((code) => code !== 'recovered')).toEqual([]);
});

test('entries get their head after the time that policy says, though nothing more is written', async () => {
  const computer = new Computer();
  const record = computer.record({ headEverySeconds: 1, headEveryEntries: 100_000 });
  await record.append([message(0)]);
  const before = computer.heads.length;
  await expect.poll(() => computer.heads.length).toBeGreaterThan(before);
  expect(verifyRecord(computer.folder, computer.heads).unsigned).toBe(0);
});

test('a record that cannot be kept at its place says so to whoever writes', async () => {
  const computer = new Computer();
  const first = computer.record();
  await first.append([message(0)]);
  await first.close();
  const [file = ''] = segmentsIn(computer.folder);
  const elsewhere = Object.assign(new Computer(), { folder: path.join(computer.folder, file) });
  await expect(elsewhere.record().append([message(0)])).rejects.toEqual(new RecordError('failed'));
  expect(elsewhere.failures).toEqual([new RecordError('failed')]);
});
