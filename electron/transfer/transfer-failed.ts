import type { FileFailure } from '../../shared/model/shared-file.ts';
import { RecordError } from '../audit/record.ts';
import { SealBroken } from './sealed-file.ts';

/** A file did not come, or did not go. Carries no address and no name. */
export class TransferFailed extends Error {
  readonly code: FileFailure;

  constructor(code: FileFailure) {
    super(`transfer: ${code}`);
    this.name = 'TransferFailed';
    this.code = code;
  }
}

/** Null: nothing that can happen to one file. */
export function failureOf(error: unknown): FileFailure | null {
  if (error instanceof TransferFailed) return error.code;
  if (error instanceof RecordError) return 'not-recorded';
  if (error instanceof SealBroken) return 'changed';
  // A disk that takes nothing, for whatever reason.
  return error instanceof Error && 'syscall' in error ? 'no-space' : null;
}
