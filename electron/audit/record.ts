import type { Policy } from '../../shared/policy.ts';
import type { RecordEvent } from './events.ts';

/** Of one text in an entry, in UTF-16 code units. A stanza from others has half of it (wire/connection/stream-limits.ts). */
export const longestWords = 1_048_576;

/** What policy says of the record. */
export type RecordRules = Policy['record'];

/**
 * `disk-full`, `quota`: no room, and policy does not let older entries go. `bad-event`: it breaks the schema. `company-key`: a key
 * to seal to is none. `not-open`: it was closed, or could not be opened. `crashed`: its thread ended by itself. `failed`: anything else.
 */
export type RecordErrorCode =
  | 'disk-full'
  | 'quota'
  | 'bad-event'
  | 'company-key'
  | 'not-open'
  | 'crashed'
  | 'failed';

/** Says nothing of what was to be recorded. */
export class RecordError extends Error {
  readonly code: RecordErrorCode;

  constructor(code: RecordErrorCode) {
    super(`record: ${code}`);
    this.name = 'RecordError';
    this.code = code;
  }
}

/** The tamper-evident record, as the rooms see it that write to it. */
export interface AuditRecord {
  /** All or none; resolves when they are on the disk. What they tell of must not take effect before. @throws RecordError */
  append(events: readonly RecordEvent[]): Promise<void>;
  /** Nothing is appended any more. */
  close(): Promise<void>;
}
