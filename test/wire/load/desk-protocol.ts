import type { ServerAddress } from '../../server/people/company-policy.ts';

/** What the parent asks of a desk in a process of its own, one question at a time. */
export type Question =
  | {
      readonly ask: 'sign-in';
      readonly server: ServerAddress;
      readonly policy: Readonly<Record<string, unknown>>;
      readonly jid: string;
      readonly password: string;
    }
  /** Answered when messages with all these texts were shown. */
  | { readonly ask: 'see'; readonly bodies: readonly string[] }
  /** Goes offline as when somebody signs out. */
  | { readonly ask: 'leave' }
  /** Comes back; answered with the milliseconds until a message with this text was shown. */
  | { readonly ask: 'catch-up'; readonly body: string }
  | { readonly ask: 'begin' | 'figures' | 'close' };

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

export interface DeskFigures {
  /** Of the event loop, since the last `begin`. */
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** Bytes, when all garbage is collected. */
  readonly rss: number;
  readonly heapUsed: number;
  /** Stored, of all that nobody has read. */
  readonly messages: number;
  /** How often which event was told to the window. */
  readonly published: Readonly<Record<string, number>>;
  readonly announcedBy: Readonly<Record<string, number>>;
}
