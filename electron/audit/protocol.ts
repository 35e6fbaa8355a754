import type { RecordEvent } from './events.ts';
import type { RecordErrorCode, RecordRules } from './record.ts';
import type { KeptKeys } from './record-log.ts';
import type { SignedHead } from './signed-head.ts';

/** What main asks of the record's thread; answered in the order it was asked. */
export type Task =
  | {
      readonly method: 'open';
      readonly folder: string;
      readonly rules: RecordRules;
      readonly secret: string;
      readonly kept: KeptKeys | null;
    }
  | { readonly method: 'append'; readonly events: readonly RecordEvent[] }
  | { readonly method: 'rotate'; readonly rules: RecordRules; readonly secret: string }
  | { readonly method: 'close' };

export interface Request {
  readonly id: number;
  readonly task: Task;
}

/** Which record it is and how much of it there is now. */
export interface Place {
  readonly record: string;
  readonly size: number;
}

export type Response =
  | ({ readonly kind: 'done'; readonly id: number } & Place)
  | { readonly kind: 'refused'; readonly id: number; readonly code: RecordErrorCode }
  | { readonly kind: 'head'; readonly head: SignedHead };
