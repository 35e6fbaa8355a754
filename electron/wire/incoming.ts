import type { BareJid, FullJid } from '../../shared/model/jid.ts';
import type { ArchivedMessage, ArchiveSync } from './archive-sync.ts';
import { carbonIn } from './carbons.ts';
import type { ChatStates } from './chat-states.ts';
import type { Element } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { readStamp, stampOf } from './delay.ts';
import { readFile } from './file-sharing.ts';
import { type Arrival, bodyOf, type Exchange, exchangeOf, parseMessage } from './message-parsing.ts';
import type { Outgoing } from './outgoing.ts';
import { isPeerToPeerOffer } from './peer-to-peer.ts';
import { receiptIn } from './receipts.ts';
import { archiveIdsOf } from './stanza-ids.ts';
import type { WireMessage } from './wire.ts';

/** A stream may be dead this long before it is noticed: what the server held back can be older by that much. */
const unnoticed = 5 * 60_000;
/** So many may wait for the end of catch-up. What comes beyond is read from the archive, where the server has it as well (T30). */
const mostWaiting = 1000;

/** Everything that arrives as `<message/>`, brought into the order in which the user should get it. */
export interface Incoming {
  /** A new session: what arrives waits until what was missed has been told. */
  hold(): void;
  /** Whether something that did not fit has to be read from the archive; asked when catch-up has reached its end. */
  hasLeftOut(): boolean;
  /** Tells what was missed. */
  tellArchived(page: readonly ArchivedMessage[]): void;
  /** Tells what waited, and from now on what arrives when it arrives. */
  release(): void;
  /** The stream has ended; what comes after it was resumed may have been held back since. */
  streamEnded(): void;
  /** The message in an archive's result, without telling anyone; null when there is none, or not with `peer`. */
  read(archived: ArchivedMessage, peer: BareJid): WireMessage | null;
}

interface Waiting {
  readonly stanza: Element;
  readonly from: BareJid | FullJid;
  readonly at: number;
}

export function createIncoming(
  { account, border, clock, connection, emit, violate }: WireContext,
  archive: ArchiveSync,
  outgoing: Outgoing,
  chatStates: ChatStates,
  hasStanzaIds: () => boolean,
  hasGap: () => boolean,
): Incoming {
  let isHeld = true;
  let waiting: Waiting[] = [];
  let hasLeftOut = false;
  /** Archive ids that were told and may be waiting as well. */
  const told = new Set<string>();
  /** Since when the server can have held messages back (T15). */
  let earliest = 0;

  connection.onStanza('message', (stanza, from) => {
    if (archive.receive(stanza, from)) return;
    const arrived = { stanza, from, at: clock.now() };
    if (isHeld) wait(arrived);
    else tellLive(arrived);
  });

  function wait(arrived: Waiting): void {
    if (waiting.length < mostWaiting) {
      waiting.push(arrived);
      return;
    }
    if (idOf(arrived) === null) violate('message.flood', arrived.from, arrived.stanza);
    else hasLeftOut = true;
  }

  /** What the archive calls it, a carbon by the message in it; null for what no archive has. */
  function idOf({ stanza, from }: Waiting): string | null {
    const carbon = carbonIn(stanza, from, account);
    if (carbon.kind === 'forged' || !hasStanzaIds()) return null;
    return archiveIdsOf(carbon.kind === 'carbon' ? carbon.message : stanza, account).at(-1) ?? null;
  }

  function tellLive({ stanza, from, at }: Waiting): void {
    const carbon = carbonIn(stanza, from, account);
    if (carbon.kind === 'forged') {
      violate(carbon.rule, from, stanza);
      return;
    }
    const isCarbon = carbon.kind === 'carbon';
    const message = isCarbon ? carbon.message : stanza;
    const archiveId = trustedArchiveId(message, from);
    if (archiveId !== null && told.has(archiveId)) return;
    // Behind a gap the id is kept from whoever stores: the next start would go on after it and miss what is before.
    const storedId = hasGap() ? null : archiveId;
    const stamp = isCarbon ? readStamp(carbon.delay) : null;
    const sentAt = stamp === null ? stampOf(message, { account, earliest, now: at }) : Math.min(stamp, at);
    tell(message, {
      via: isCarbon ? 'carbon' : 'live',
      archiveId: storedId,
      at: sentAt,
      raw: stanza.toString(),
    });
  }

  function trustedArchiveId(message: Element, from: BareJid | FullJid): string | null {
    if (!hasStanzaIds()) return null;
    const ids = archiveIdsOf(message, account);
    if (ids.length > 1) violate('stanza-id.forged', from, message);
    return ids.at(-1) ?? null;
  }

  function tell(message: Element, arrival: Arrival): void {
    const exchange = exchangeOf(message, account);
    if (exchange === null) return;
    const { direction, peer } = exchange;
    const isIncoming = direction === 'in';
    // A live one is here because it passed.
    if (arrival.via !== 'live' && !passes(message, exchange)) return;
    if (message.attrs['type'] === 'error') {
      if (isIncoming) outgoing.bounced(message, peer);
      return;
    }
    const parsed = parseMessage(message, exchange, arrival);
    if (isIncoming && isPeerToPeerOffer(message)) violate('peer-to-peer.refused', exchange.from, message);
    if (isIncoming && readFile(message, bodyOf(message)).isContradictory)
      violate('file.contradictory', exchange.from, message);
    if (isIncoming && arrival.via === 'live') chatStates.receive(message, peer, parsed !== null);
    if (parsed !== null) emit('message', parsed);
    const receipt = receiptIn(message);
    if (isIncoming && receipt !== null) outgoing.arrived(receipt, peer);
    if (parsed !== null && !isIncoming && arrival.via === 'archive' && parsed.stanzaId !== '') {
      outgoing.confirm(parsed.stanzaId);
    }
  }

  /** What is in the archive or a carbon came to our server or left another device of ours, where nobody asked the border. */
  function passes(message: Element, { direction, peer }: Exchange): boolean {
    return border({ direction, kind: 'message', peer, isCopy: true, stanza: message });
  }

  function arrivalOf({ archiveId, at, wrapper }: ArchivedMessage): Arrival {
    return { via: 'archive', archiveId, at, raw: wrapper.toString() };
  }

  return {
    hold: () => {
      isHeld = true;
      hasLeftOut = false;
      earliest = 0;
    },
    hasLeftOut: () => {
      const wasFull = hasLeftOut;
      hasLeftOut = false;
      // What was told meanwhile makes room.
      if (wasFull) waiting = waiting.filter((arrived) => !told.has(idOf(arrived) ?? ''));
      return wasFull;
    },
    tellArchived: (page) => {
      for (const archived of page) {
        if (told.has(archived.archiveId)) continue;
        told.add(archived.archiveId);
        tell(archived.message, arrivalOf(archived));
      }
    },
    release: () => {
      isHeld = false;
      const released = waiting;
      waiting = [];
      for (const stanza of released) tellLive(stanza);
      told.clear();
      earliest = clock.now();
    },
    streamEnded: () => {
      if (!isHeld) earliest = Math.max(earliest, clock.now() - unnoticed);
    },
    read: (archived, peer) => {
      const exchange = exchangeOf(archived.message, account);
      if (exchange === null) return null;
      if (exchange.peer !== peer) {
        violate('archive.of-another-person', exchange.peer, archived.wrapper);
        return null;
      }
      if (!passes(archived.message, exchange)) return null;
      return parseMessage(archived.message, exchange, arrivalOf(archived));
    },
  };
}
