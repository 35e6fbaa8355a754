import type { ForwardingState } from '../../shared/model/forwarding.ts';
import type { Extent, LogServer, Origin } from './forwarding.ts';

/** What main tells the forwarding's thread. `server`: from now on this one, or none. */
export type Order =
  | ({ readonly kind: 'server'; readonly server: LogServer | null } & Place)
  | { readonly kind: 'grown'; readonly extent: Extent }
  /** All that is on record first, for so many milliseconds. */
  | { readonly kind: 'close'; readonly patience: number };

export interface Place {
  /** The record's. */
  readonly folder: string;
  readonly positionFile: string;
  readonly origin: Origin;
}

export type Word = { readonly kind: 'state'; readonly state: ForwardingState } | { readonly kind: 'closed' };
