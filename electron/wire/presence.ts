// RFC 6121 section 4: who is there
// https://www.rfc-editor.org/rfc/rfc6121#section-4
// Security: only contacts whose presence we asked for are listened to; a stranger's, or one dressed up as a room's (T21), says nothing.

import { assertNever } from '../../shared/model/assert-never.ts';
import { type BareJid, bareOf, type FullJid } from '../../shared/model/jid.ts';
import type { Availability } from '../../shared/model/person.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { type CapsClaim, capsClaimIn } from './entity-caps.ts';
import { ns } from './namespaces.ts';

const longestStatus = 4096;
/** More devices than anyone has; what comes beyond is a flood (T30). */
const mostResources = 32;

export interface Presence {
  /** Kept while offline and told at the next login. */
  set(availability: Exclude<Availability, 'offline'>, statusText: string): void;
  /** Makes us available (section 4.2): from here on the server sends messages and who is there. False without a stream. */
  announce(): boolean;
  /** The stream is back: says once more who is there, for those who forgot it meanwhile. */
  repeat(): void;
  /** A new session: who is there will be told anew. */
  forget(): void;
  /** What the person's devices say they can do, best device first. */
  capsOf(jid: BareJid): readonly CapsClaim[];
}

interface Device {
  readonly address: FullJid | BareJid;
  readonly priority: number;
  readonly availability: Exclude<Availability, 'offline'>;
  readonly statusText: string;
  readonly caps: CapsClaim | null;
}

export function createPresence(
  { account, connection, emit }: WireContext,
  maySeeThem: (jid: BareJid) => boolean,
  ownCaps: Element,
  beforeAnnouncing: () => void,
): Presence {
  let own: { availability: Exclude<Availability, 'offline'>; statusText: string } = {
    availability: 'available',
    statusText: '',
  };
  let isAnnounced = false;
  /** Best device first. */
  const devices = new Map<BareJid, readonly Device[]>();

  connection.onStanza('presence', (stanza, from) => {
    const { type } = stanza.attrs;
    const jid = bareOf(from);
    if ((type !== undefined && type !== 'unavailable') || jid === account) return;
    if (!maySeeThem(jid) || stanza.getChild('x', ns.mucUser) !== undefined) return;
    // From the bare address it speaks of all the person's devices.
    const others = (devices.get(jid) ?? []).filter(({ address }) => address !== from && from !== jid);
    const isHere = type === undefined && others.length < mostResources;
    // Of devices with the same priority the one that spoke last is the best.
    tell(jid, isHere ? [deviceOf(stanza, from), ...others] : others);
  });

  function tell(jid: BareJid, next: readonly Device[]): void {
    const before = devices.get(jid)?.[0];
    const sorted = next.toSorted((a, b) => b.priority - a.priority);
    const best = sorted[0];
    if (best === undefined) devices.delete(jid);
    else devices.set(jid, sorted);
    if (best?.availability === before?.availability && best?.statusText === before?.statusText) return;
    say(jid, best);
  }

  function say(jid: BareJid, best: Device | undefined): void {
    const availability = best?.availability ?? 'offline';
    emit('presence', { jid, availability, statusText: best?.statusText ?? '' });
  }

  function announce(): boolean {
    beforeAnnouncing();
    const { availability, statusText } = own;
    const show = showOf(availability);
    isAnnounced = connection.send(
      xml(
        'presence',
        {},
        show === null ? null : xml('show', {}, show),
        statusText === '' ? null : xml('status', {}, statusText),
        ownCaps,
      ),
    );
    return isAnnounced;
  }

  return {
    set: (availability, statusText) => {
      own = { availability, statusText };
      if (isAnnounced) announce();
    },
    announce,
    repeat: () => {
      for (const [jid, [best]] of devices) say(jid, best);
    },
    forget: () => {
      isAnnounced = false;
      for (const jid of [...devices.keys()]) tell(jid, []);
    },
    capsOf: (jid) => (devices.get(jid) ?? []).map(({ caps }) => caps).filter((caps) => caps !== null),
  };
}

function deviceOf(stanza: Element, address: FullJid | BareJid): Device {
  const priority = Number(stanza.getChildText('priority', ns.client) ?? '0');
  return {
    address,
    priority: Number.isInteger(priority) ? Math.min(Math.max(priority, -128), 127) : 0,
    availability: availabilityOf(stanza.getChildText('show', ns.client)),
    statusText: (stanza.getChildText('status', ns.client) ?? '').slice(0, longestStatus),
    caps: capsClaimIn(stanza, address),
  };
}

function availabilityOf(show: string | null): Device['availability'] {
  if (show === 'dnd') return 'busy';
  return show === 'away' || show === 'xa' ? 'away' : 'available';
}

function showOf(availability: Device['availability']): string | null {
  switch (availability) {
    case 'available':
      return null;
    case 'away':
      return 'away';
    case 'busy':
      return 'dnd';
    default:
      return assertNever(availability);
  }
}
