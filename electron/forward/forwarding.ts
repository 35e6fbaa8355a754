import type { ForwardingPolicy } from '../../shared/forwarding-policy.ts';

/** Where the record goes on to, as policy says, with the files it names read. */
export interface LogServer extends Omit<ForwardingPolicy, 'caFile' | 'clientCertificate'> {
  /** PEM certificates of the authorities. */
  readonly ca: string;
  /** PEM, both. */
  readonly clientCertificate: { readonly certificate: string; readonly key: string } | null;
}

/** How much of the record is on the disk for good; what lies behind may still be taken back by a write that fails. */
export interface Extent {
  readonly record: string;
  /** Entries. */
  readonly size: number;
  /** The size that the last signed head speaks of. */
  readonly signed: number;
}

/** Whose log it is. */
export interface Origin {
  readonly hostName: string;
  readonly version: string;
}

/** Null when policy names none. */
export function logServerOf(
  policy: ForwardingPolicy | null,
  files: Pick<LogServer, 'ca' | 'clientCertificate'> | null,
): LogServer | null {
  if (policy === null || files === null) return null;
  const { caFile, clientCertificate, ...server } = policy;
  return { ...server, ...files };
}
