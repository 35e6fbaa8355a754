// XEP-0313 Message Archive Management, version 1.1.3; XEP-0059 Result Set Management, version 1.0
// https://xmpp.org/extensions/xep-0313.html https://xmpp.org/extensions/xep-0059.html
// Security (a MUST there): a result counts only from the archive that was asked, and only for an open question (T14).
import { randomUUID } from 'node:crypto';
import type { BareJid, FullJid } from '../../shared/model/jid.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { readStamp } from './delay.ts';
import { forwardedIn } from './forwarding.ts';
import { ns } from './namespaces.ts';

/** What servers give at most anyway (Prosody's default). */
const pageSize = 50;
/** How often a page is asked for again when the server is slow, before the attempt is given up. */
const attempts = 3;

export interface ArchivedMessage {
  readonly archiveId: string;
  readonly at: number;
  readonly message: Element;
  /** The whole stanza it came in. */
  readonly wrapper: Element;
}

/** Where in our archive reading begins: behind a message, at the oldest one, or (never read before) with the newest page alone. */
export type ArchivePosition = { readonly after: string } | 'beginning' | 'newest-page';

export interface CatchUp {
  /** interrupted: the stream ended. unavailable: the server does not answer, or not sensibly. */
  readonly outcome: 'complete' | 'interrupted' | 'unavailable';
  readonly reached: ArchivePosition;
}

export interface ArchiveSync {
  /** Takes every stanza that is a result, or pretends to be one; false for any other stanza. */
  receive(stanza: Element, from: BareJid | FullJid): boolean;
  /**
   * An empty question, to be asked before we are available: it says that we read the archive, so that what waits for us there
   * does not come a second time as messages kept for somebody offline (XEP-0160).
   */
  introduce(): Promise<void>;
  /** Oldest first, page by page; each is handed over before the next is asked for, so an interrupted catch-up goes on where it stood. */
  catchUp(start: ArchivePosition, onPage: (page: readonly ArchivedMessage[]) => void): Promise<CatchUp>;
  /** The page of one person before an archive id (null: the newest), oldest first; null when there is no answer. */
  before(peer: BareJid, archiveId: string | null, limit: number): Promise<Page | null>;
}

export interface Page {
  readonly messages: readonly ArchivedMessage[];
  /** Archive ids at its ends, also of results that could not be read; null for an empty page. */
  readonly first: string | null;
  readonly last: string | null;
  /** Nothing lies beyond it in the direction it was asked for. */
  readonly isLast: boolean;
}

interface Result {
  readonly id: string;
  readonly stanza: Element;
  readonly result: Element;
}

type PageResult =
  | { ok: true; page: Page }
  | { ok: false; code: 'timeout' | 'offline' | 'lost-id' | 'refused' };

interface Query {
  readonly with?: BareJid;
  readonly max: number;
  /** RSM: `after` an id; `before` an id, or the last page with an empty one. */
  readonly after?: string;
  readonly before?: string;
}

export function createArchiveSync({ account, clock, connection, violate }: WireContext): ArchiveSync {
  const open = new Map<string, { readonly max: number; readonly results: Result[] }>();

  async function ask({ max, after, before, with: peer }: Query): Promise<PageResult> {
    const queryId = randomUUID();
    const results: Result[] = [];
    open.set(queryId, { max, results });
    const query = xml(
      'query',
      { xmlns: ns.archive, queryid: queryId },
      peer === undefined ? null : filterForm(peer),
      xml(
        'set',
        ns.resultSet,
        xml('max', {}, String(max)),
        after === undefined ? null : xml('after', {}, after),
        before === undefined ? null : xml('before', {}, before),
      ),
    );
    const answer = await connection.request(xml('iq', { type: 'set' }, query), { to: null });
    open.delete(queryId);
    if (answer.ok) return { ok: true, page: pageOf(results, answer.value) };
    if (answer.code !== 'error') return { ok: false, code: answer.code };
    return { ok: false, code: answer.condition === 'item-not-found' ? 'lost-id' : 'refused' };
  }

  async function askAgain(query: Query): Promise<PageResult> {
    let result = await ask(query);
    for (let left = attempts - 1; left > 0 && !result.ok && result.code === 'timeout'; left--) {
      result = await ask(query);
    }
    return result;
  }

  function pageOf(results: readonly Result[], iq: Element): Page {
    const fin = iq.getChild('fin', ns.archive);
    const set = fin?.getChild('set', ns.resultSet);
    return {
      messages: results.flatMap(({ id, stanza, result }) => {
        const content = forwardedIn(result);
        if (content === null) {
          violate('archive.malformed', account, stanza);
          return [];
        }
        const at = Math.min(readStamp(content.delay) ?? clock.now(), clock.now());
        return [{ archiveId: id, at, message: content.message, wrapper: stanza }];
      }),
      first: results[0]?.id ?? (set?.getChildText('first', ns.resultSet) || null),
      last: results.at(-1)?.id ?? (set?.getChildText('last', ns.resultSet) || null),
      isLast: ['true', '1'].includes(fin?.attrs['complete'] ?? 'false'),
    };
  }

  return {
    receive: (stanza, from) => {
      const results = stanza.getChildren('result', ns.archive);
      const [result] = results;
      if (result === undefined) return false;
      const query = open.get(result.attrs['queryid'] ?? '');
      const id = result.attrs['id'] ?? '';
      if (from !== account) violate('archive.foreign', from, stanza);
      else if (query === undefined) violate('archive.unsolicited', from, stanza);
      else if (results.length > 1 || id === '') violate('archive.malformed', from, stanza);
      else if (query.results.length >= query.max) violate('archive.flood', from, stanza);
      else query.results.push({ id, stanza, result });
      return true;
    },

    introduce: async () => {
      await ask({ max: 0 });
    },

    catchUp: async (start, onPage) => {
      let reached = start;
      let hasBegunAnew = false;
      for (;;) {
        const result = await askAgain(queryFrom(reached));
        if (!result.ok && result.code === 'lost-id' && !hasBegunAnew) {
          // The archive no longer has what we know, as it keeps things for a time only: all it has is newer.
          hasBegunAnew = true;
          reached = 'beginning';
          continue;
        }
        if (!result.ok)
          return { outcome: result.code === 'offline' ? 'interrupted' : 'unavailable', reached };
        const { messages, last, isLast } = result.page;
        onPage(messages);
        const isWhole = isLast || last === null || reached === 'newest-page';
        const isStuck = typeof reached === 'object' && reached.after === last;
        if (last !== null) reached = { after: last };
        else if (reached === 'newest-page') reached = 'beginning';
        if (isWhole) return { outcome: 'complete', reached };
        if (isStuck) return { outcome: 'unavailable', reached };
      }
    },

    before: async (peer, archiveId, limit) => {
      const result = await askAgain({ with: peer, max: limit, before: archiveId ?? '' });
      if (result.ok) return result.page;
      // The archive forgets its oldest messages first: what it has forgotten, it has nothing before.
      return result.code === 'lost-id' ? { messages: [], first: null, last: null, isLast: true } : null;
    },
  };
}

function queryFrom(position: ArchivePosition): Query {
  if (position === 'newest-page') return { max: pageSize, before: '' };
  return position === 'beginning' ? { max: pageSize } : { max: pageSize, after: position.after };
}

function filterForm(peer: BareJid): Element {
  return xml(
    'x',
    { xmlns: ns.dataForm, type: 'submit' },
    xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, ns.archive)),
    xml('field', { var: 'with' }, xml('value', {}, peer)),
  );
}
