import type { People } from '../people/people.ts';
import { rosterOnRecord } from '../people/roster-on-record.ts';
import type { AccountPart } from './account-part.ts';
import type { AccountWalks } from './account-walks.ts';
import type { Arrivals } from './arrivals.ts';
import type { Bulletin } from './bulletin.ts';
import type { OlderMessages } from './older-messages.ts';
import type { OpenAccountOptions } from './open-account-options.ts';
import type { ReportCopies } from './report-copies.ts';

interface FollowingRooms extends Pick<AccountWalks, 'inbound' | 'outbound'> {
  readonly people: People;
  readonly parts: readonly AccountPart[];
  readonly older: OlderMessages;
  readonly arrivals: Arrivals;
  readonly reportCopies: ReportCopies;
  readonly bulletin: Bulletin;
}

/** Who of an open account hears what of its wire. The returned function ends it. */
export function followWire(options: OpenAccountOptions, rooms: FollowingRooms): () => void {
  const { account, archive, record, wire } = options;
  const { arrivals, bulletin, inbound, older, outbound, parts, people, reportCopies } = rooms;
  let streams = 0;
  /** A session began since the others heard of one. */
  let isNew = false;
  const stops = [
    wire.on('state', (state) => {
      if (state.kind !== 'online') {
        streams += 1;
        older.endCatchUp(false);
        outbound.end();
        for (const part of parts) part.offline();
        people.setAllOffline();
      }
      options.onConnection(state);
    }),
    wire.on('ready', ({ resumed }) => {
      const stream = streams;
      isNew ||= !resumed;
      void inbound.idle().then(() => {
        if (stream !== streams) return;
        const isResumed = !isNew;
        isNew = false;
        older.endCatchUp(true);
        arrivals.ready();
        outbound.begin(isResumed);
        for (const part of parts) part.ready(isResumed);
      });
    }),
    wire.on('message', (message) => inbound.take(message)),
    wire.on('sent', ({ id }) => {
      outbound.sent(id);
      for (const part of parts) part.sent(id);
      reportCopies.sent(id);
    }),
    wire.on('delivered', ({ id, by }) => outbound.delivered(id, by)),
    wire.on('failed', ({ id, failure }) => {
      outbound.failed(id, failure);
      for (const part of parts) part.failed(id);
    }),
    wire.on('roster', (change) => {
      const events = rosterOnRecord(account, people, change);
      // The server has done it already; nothing that follows on the stream could wait for the record, but no account stays without.
      if (events.length > 0) record.append(events).catch(options.onArchiveFailure);
      people.setContacts(change);
      archive.setPeople(change).catch(options.onArchiveFailure);
    }),
    wire.on('presence', ({ jid, availability, statusText }) =>
      people.setPresence(jid, availability, statusText),
    ),
    wire.on('composing', ({ peer, isComposing }) => bulletin.typing(peer, isComposing)),
    wire.on('asking', ({ jid, isAsking }) => people.setAsking(jid, isAsking)),
    wire.on('blocked', (blocked) => people.setBlocked(blocked)),
    wire.on('violation', (violation) => options.onViolation(violation)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
