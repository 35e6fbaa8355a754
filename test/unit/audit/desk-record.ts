import path from 'node:path';
import { realDisk } from '../../../electron/audit/disk.ts';
import type { Entry } from '../../../electron/audit/entry.ts';
import type { Content, RecordEvent } from '../../../electron/audit/events.ts';
import { type AuditRecord, RecordError } from '../../../electron/audit/record.ts';
import { RecordLog } from '../../../electron/audit/record-log.ts';
import { readSegment, segmentsIn } from '../../../electron/audit/segment.ts';
import { newSigningKey } from '../../../electron/audit/signing-key.ts';
import { rules, tempFolder } from './fixture.ts';

/** A real record without its thread, that can be made to fail. */
export class DeskRecord implements AuditRecord {
  readonly #folder = tempFolder();
  #log: Promise<RecordLog> | null = null;
  readonly #contents: Content[] = [];
  isFull = false;

  async append(events: readonly RecordEvent[]): Promise<void> {
    const log = await this.#opened();
    if (this.isFull) throw new RecordError('disk-full');
    log.append(events);
    this.#contents.push(...events.flatMap(({ content }) => (content === null ? [] : [content])));
  }

  async close(): Promise<void> {
    const log = this.#log;
    this.#log = null;
    (await log)?.close();
  }

  /** What stood there before what changed it, of all contents: on the disk there is only what proves them. */
  originals(): readonly (string | null)[] {
    return this.#contents.map(({ original }) => original);
  }

  /** What is on the disk, but what the record says of itself. */
  facts(): readonly Entry['facts'][] {
    return segmentsIn(this.#folder)
      .flatMap((name) => [...readSegment(path.join(this.#folder, name)).items])
      .flatMap((item) => (item.kind === 'entry' ? [item.entry.facts] : []))
      .filter(({ kind }) => kind !== 'epoch');
  }

  #opened(): Promise<RecordLog> {
    this.#log ??= RecordLog.open(
      { folder: this.#folder, rules: rules(), now: Date.now, disk: realDisk, onHead: () => undefined },
      newSigningKey(),
      null,
    );
    return this.#log;
  }
}
