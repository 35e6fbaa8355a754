// RFC 6121 section 2: the roster, with versioning (section 2.6)
// https://www.rfc-editor.org/rfc/rfc6121#section-2
// Security: section 2.1.6: a push counts only from our own account, else anyone puts himself among the colleagues (T11, CVE-2015-8688).
// One that changes nothing is told to nobody: strangers who ask and take it back make the server send any number of them (T30).
import { isDeepStrictEqual } from 'node:util';
import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { accepted, malformed, unavailable } from './iq-answers.ts';
import { ns } from './namespaces.ts';
import { PushOrder } from './push-order.ts';
import type { RosterItem, WireResult } from './wire.ts';
import { wireResultOf } from './wire-results.ts';

const longestName = 1024;
const mostGroups = 100;

export interface Roster {
  /** Asks for the whole roster, or only whether it changed when the server keeps versions and we have one. */
  fetch(): Promise<void>;
  maySeeUs(jid: BareJid): boolean;
  /** All who may see us. */
  watchers(): readonly BareJid[];
  maySeeThem(jid: BareJid): boolean;
  set(jid: BareJid, name: string): Promise<WireResult>;
  remove(jid: BareJid): Promise<WireResult>;
}

export function createRoster({ account, connection, emit, violate }: WireContext): Roster {
  let items = new Map<BareJid, RosterItem>();
  let version: string | null = null;
  /** The server has told the whole of it: whoever is not in `items` is not on it. */
  let isKnown = false;
  const order = new PushOrder();

  connection.answer('set', ns.roster, 'query', (query, from) => {
    if (from !== account) {
      violate('roster.foreign-push', from, query);
      return unavailable;
    }
    if (query.getChildren('item', ns.roster).length !== 1) return malformed;
    order.push(() => push(query));
    return accepted;
  });

  function push(query: Element): void {
    const change = changeIn(query);
    version = query.attrs['ver'] ?? null;
    const changed = change.changed.filter((item) => !isDeepStrictEqual(items.get(item.jid), item));
    const removed = change.removed.filter((jid) => !isKnown || items.has(jid));
    for (const item of changed) items.set(item.jid, item);
    for (const jid of removed) items.delete(jid);
    if (changed.length + removed.length > 0) emit('roster', { changed, removed, isWhole: false });
  }

  function replace(query: Element): void {
    const { changed } = changeIn(query);
    version = query.attrs['ver'] ?? null;
    items = new Map(changed.map((item) => [item.jid, item]));
    isKnown = true;
    emit('roster', { changed, removed: [], isWhole: true });
  }

  async function fetch(): Promise<void> {
    const isVersioned = connection.features?.getChild('ver', ns.rosterVersioning) !== undefined;
    const query = xml('query', { xmlns: ns.roster, ver: isVersioned ? (version ?? '') : null });
    const result = await connection.request(xml('iq', { type: 'get' }, query), { to: null });
    // Without a query in the answer, the roster is still the one of `ver` (section 2.6.2).
    const answer = result.ok ? result.value.getChild('query', ns.roster) : undefined;
    if (answer !== undefined) replace(answer);
  }

  return {
    fetch: () => order.whileAsking(fetch),
    maySeeUs: (jid) => isWatcher(items.get(jid)),
    watchers: () => [...items.values()].filter(isWatcher).map(({ jid }) => jid),
    maySeeThem: (jid) => ['to', 'both'].includes(items.get(jid)?.subscription ?? 'none'),
    set: async (jid, name) => {
      const groups = (items.get(jid)?.groups ?? []).map((group) => xml('group', {}, group));
      const item = xml('item', { jid, name: name === '' ? null : name }, ...groups);
      const query = xml('query', ns.roster, item);
      return wireResultOf(await connection.request(xml('iq', { type: 'set' }, query), { to: null }));
    },
    remove: async (jid) => {
      const query = xml('query', ns.roster, xml('item', { jid, subscription: 'remove' }));
      return wireResultOf(await connection.request(xml('iq', { type: 'set' }, query), { to: null }));
    },
  };
}

function isWatcher(item: RosterItem | undefined): boolean {
  return item?.subscription === 'from' || item?.subscription === 'both';
}

/** An entry with an address that is none is left out: nothing could be done with it. */
function changeIn(query: Element): { changed: RosterItem[]; removed: BareJid[] } {
  const changed: RosterItem[] = [];
  const removed: BareJid[] = [];
  for (const item of query.getChildren('item', ns.roster)) {
    const jid = parseBareJid(item.attrs['jid'] ?? '');
    if (jid === null) continue;
    if (item.attrs['subscription'] === 'remove') removed.push(jid);
    else changed.push(rosterItem(item, jid));
  }
  return { changed, removed };
}

function rosterItem(item: Element, jid: BareJid): RosterItem {
  const groups = item.getChildren('group', ns.roster).map((group) => group.getText().slice(0, longestName));
  return {
    jid,
    name: (item.attrs['name'] ?? '').slice(0, longestName),
    groups: [...new Set(groups)].slice(0, mostGroups),
    subscription: subscriptionOf(item.attrs['subscription']),
    isAskedByUs: item.attrs['ask'] === 'subscribe',
  };
}

function subscriptionOf(text: string | undefined): RosterItem['subscription'] {
  return text === 'to' || text === 'from' || text === 'both' ? text : 'none';
}
