import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { realDisk } from '../../../electron/audit/disk.ts';
import type { RecordEvent } from '../../../electron/audit/events.ts';
import type { RecordRules } from '../../../electron/audit/record.ts';
import { type KeptKeys, RecordLog, type RecordLogOptions } from '../../../electron/audit/record-log.ts';
import type { SignedHead } from '../../../electron/audit/signed-head.ts';
import { newSigningKey, type SigningKey } from '../../../electron/audit/signing-key.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';

export const start = Date.parse('2026-03-01T12:00:00Z');

export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function rules(change: Partial<RecordRules> = {}): RecordRules {
  return { ...strictDefaultPolicy.record, headEveryEntries: 10, ...change };
}

export function message(count: number, text = `message ${count}`): RecordEvent {
  return {
    facts: {
      kind: 'message',
      account: 'alice@corp.test',
      direction: count % 2 === 0 ? 'in' : 'out',
      id: `id-${count}`,
      stanzaId: `stanza-${count}`,
      archiveId: null,
      peer: 'bob@corp.test',
      from: 'bob@corp.test/desk',
      audience: ['alice@corp.test', 'bob@corp.test'],
      via: 'live',
      sentAt: start + count,
      level: 'allow',
      codes: [],
      outcome: 'passed',
    },
    content: { text, original: null, raw: `<message><body>${text}</body></message>`, reasons: [] },
  };
}

export function messages(count: number, from = 0): readonly RecordEvent[] {
  return Array.from({ length: count }, (_, index) => message(from + index));
}

/** A record and what its computer knows of it: the keychain, and the log server that keeps all heads. */
export class Desk {
  readonly folder = path.join(tempFolder(), 'record');
  readonly heads: SignedHead[] = [];
  kept: KeptKeys | null = null;
  key: SigningKey = newSigningKey();
  now = start;

  async open(change: Partial<RecordLogOptions> = {}): Promise<RecordLog> {
    this.key = newSigningKey();
    const log = await RecordLog.open(
      {
        folder: this.folder,
        rules: rules(),
        now: () => this.now,
        disk: realDisk,
        onHead: (head) => this.heads.push(head),
        ...change,
      },
      this.key,
      this.kept,
    );
    this.#keep(log);
    return log;
  }

  async rotate(log: RecordLog): Promise<void> {
    this.key = newSigningKey();
    await log.rotate(this.key, rules());
    this.#keep(log);
  }

  #keep(log: RecordLog): void {
    this.kept = { record: log.record, size: log.size, secrets: [this.key.secret] };
  }
}
