import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { realDisk } from '../../../electron/audit/disk.ts';
import type { RecordEvent } from '../../../electron/audit/events.ts';
import type { RecordRules } from '../../../electron/audit/record.ts';
import { RecordKeys } from '../../../electron/audit/record-keys.ts';
import { RecordLog } from '../../../electron/audit/record-log.ts';
import { newSigningKey } from '../../../electron/audit/signing-key.ts';
import { verifyRecord } from '../../../electron/audit/verify-record.ts';
import { WorkerRecord } from '../../../electron/audit/worker-record.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { rounded } from '../frame/statistics.ts';
import { storedMessage } from '../frame/stored-messages.ts';

/**
 * Entries a second, contents sealed, through the record's own thread: each appended alone and answered when it is on the disk, as
 * many on their way at once as a catch-up has.
 */
export async function recordThroughput(entries: number): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
  try {
    let secret: string | null = null;
    const record = new WorkerRecord({
      startWorker: (options) =>
        new Worker(new URL('../../../electron/audit/worker.ts', import.meta.url), options),
      folder: path.join(folder, 'record'),
      rules: await sealingRules(),
      keys: new RecordKeys({
        recordKeys: async () => secret,
        setRecordKeys: async (text) => {
          secret = text;
          return { ok: true };
        },
      }),
      every: () => () => undefined,
      onHead: () => undefined,
      onGrown: () => undefined,
      onFailure: () => undefined,
    });
    await record.open();
    let next = 0;
    const write = async (): Promise<void> => {
      for (next += 1; next <= entries; next += 1) await record.append([recordedMessage(next)]);
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: onTheirWay }, write));
    const seconds = (performance.now() - start) / 1000;
    await record.close();
    return Math.round(entries / seconds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How long it takes to prove a record of so many entries, in seconds, and how large that is. */
export async function verification(
  entries: number,
  progress: (line: string) => void,
): Promise<{ readonly seconds: number; readonly megabytes: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
  try {
    const options = {
      folder,
      rules: await sealingRules(),
      now: Date.now,
      disk: realDisk,
      onHead: () => undefined,
      onGrown: () => undefined,
    };
    const log = await RecordLog.open(options, newSigningKey(), null);
    for (let count = 0; count < entries; count += batch) {
      log.append(Array.from({ length: batch }, (_, place) => recordedMessage(count + place)));
      if (count % (entries / 10) === 0) progress(`recorded ${count}`);
    }
    log.close();
    progress('verifying');
    const start = performance.now();
    const { findings, size } = verifyRecord(folder, []);
    const seconds = (performance.now() - start) / 1000;
    if (findings.length > 0 || size < entries) throw new Error('the record is not what was written');
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
    return { seconds: rounded(seconds, 1), megabytes: Math.round(bytes / 1e6) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const onTheirWay = 200;
const batch = 500;

async function sealingRules(): Promise<RecordRules> {
  const recipient = await identityToRecipient(await generateX25519Identity());
  return { ...strictDefaultPolicy.record, companyKeys: [recipient] };
}

function recordedMessage(count: number): RecordEvent {
  const { id, stanzaId, archiveId, peer, from, direction, at, body, raw } = storedMessage(count);
  return {
    facts: {
      kind: 'message',
      account: 'alice@corp.test',
      direction,
      id,
      stanzaId,
      archiveId,
      peer,
      from,
      audience: ['alice@corp.test', peer],
      via: 'live',
      sentAt: at,
      level: 'allow',
      codes: [],
      outcome: 'passed',
    },
    content: { text: body, original: null, raw, reasons: [] },
  };
}
