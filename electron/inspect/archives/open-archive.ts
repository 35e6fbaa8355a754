import type { Budget } from '../budget.ts';

export interface ArchiveMember {
  readonly name: string;
  readonly isDirectory: boolean;
  /** Another place on the disk that it stands for; empty when it is a file of its own. */
  readonly target: string;
  readonly isEncrypted: boolean;
  /** Only until the next member is asked for. Charges the budget; throws `Unreadable`. */
  read(): Uint8Array;
}

/** The members in their order. Charges the budget for each; throws `Unreadable` when the archive cannot be read to its end. */
export type OpenArchive = (bytes: Uint8Array, budget: Budget) => Iterable<ArchiveMember>;
