import type { BareJid } from '../../shared/model/jid.ts';
import type { Border } from './connection/border.ts';
import type { Clock } from './connection/clock.ts';
import type { Connection } from './connection/connection.ts';
import type { Element } from './connection/element.ts';
import type { WireEvents } from './wire.ts';

/** What every protocol is built on. */
export interface WireContext {
  readonly account: BareJid;
  readonly connection: Connection;
  readonly clock: Clock;
  /** The connection asks it for stanzas; a protocol that opens what others wrapped asks it for what is inside. */
  readonly border: Border;
  emit<E extends keyof WireEvents>(event: E, ...args: WireEvents[E]): void;
  /** For the record: `stanza` broke a rule and is ignored. */
  violate(rule: string, from: string, stanza: Element): void;
}
