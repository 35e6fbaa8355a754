import type { Reason, ReasonCode, Verdict, VerdictLevel } from '../../shared/model/verdict.ts';
import type { OpenArchive } from './archives/open-archive.ts';
import type { Budget } from './budget.ts';
import type { FileType } from './file-types.ts';

/**
 * Looks into files of certain true types. Pure: bytes in, findings out. What it cannot read to the end it does not pass over: it throws
 * (any error, or `OverLimit` of the budget), and the file is held as one that could not be inspected.
 */
export interface Inspector {
  /** As it stands in the record: "zip", "vba", "pdf". */
  readonly name: string;
  readonly takes: readonly FileType[];
  readonly inspect: (bytes: Uint8Array, context: InspectionContext) => readonly Finding[];
}

/** A feature and its place. */
export interface Finding {
  readonly code: ReasonCode;
  /** What it contributes to the verdict; the strictest finding wins. */
  readonly level: VerdictLevel;
  /** Inside the file that is being inspected ("xl/vbaProject.bin", "page 2"); empty: the file itself. */
  readonly where: string;
  /** What the sentence of the code needs, without the place. */
  readonly params: Readonly<Record<string, string>>;
}

export interface InspectionContext {
  /** As it was given, so never believed. Empty when there is none. */
  readonly name: string;
  readonly type: FileType;
  /** Shared by a file and all that is nested in it. */
  readonly budget: Budget;
  /**
   * An embedded file, through the whole inspection. The places of what is found begin with `name`. What a function throws that gets its
   * bytes is told of that file alone.
   */
  nested(bytes: Uint8Array | (() => Uint8Array), name: string): readonly Finding[];
  /** What the gate says of a link that somebody may follow. */
  link(url: string): Verdict;
  /** A picture of a format that codes (QR) can be read from: they are, when everything else has been looked at. */
  picture(bytes: Uint8Array): void;
  /** Archives that we have no reader of our own for. Null where the engine for them is missing. */
  readonly openArchive: OpenArchive | null;
}

/** What a place adds to the codes of the gate. */
export function reasonOf({ code, level, where, params }: Finding): Reason {
  return { code, level, params: { ...params, where } };
}
