import type { Archive, ArchiveErrorCode } from './archive.ts';

/** What a method of the archive resolves with. */
export type Answer<N extends keyof Archive> = Awaited<ReturnType<Archive[N]>>;

/** What main posts to the worker; answered in the order it was posted. */
export interface Request {
  readonly id: number;
  readonly method: keyof Archive;
  /** Those of the method, as the contract types them. */
  readonly parameters: readonly unknown[];
}

/** `value` holds rows as they were on the disk; main reads them with the schema of the method (answer-schemas.ts). */
export type Response =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ArchiveErrorCode };
