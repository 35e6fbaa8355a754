import type { BareJid } from '../../shared/model/jid.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { RecordEvent } from '../audit/events.ts';
import { longestWords } from '../audit/record.ts';
import type { WireMessage } from '../wire/wire.ts';

export interface Passing {
  readonly account: BareJid;
  readonly direction: 'in' | 'out';
  readonly via: 'live' | 'carbon' | 'archive';
  readonly id: string;
  readonly stanzaId: string;
  readonly archiveId: string | null;
  readonly peer: BareJid;
  readonly from: string;
  readonly at: number;
  readonly body: string;
  readonly raw: string;
  readonly verdict: Verdict;
  readonly outcome: 'passed' | 'held' | 'stopped';
}

/** What a message changes, and what stood there before; null when that is not known any more. */
export type Change = NonNullable<WireMessage['change']> & { readonly original: string | null };

/** A message of a conversation between two, or what changes one, as it goes on record. */
export function messageOnRecord(passing: Passing, change: Change | null = null): RecordEvent {
  const { account, direction, via, id, stanzaId, archiveId, peer, from, at, body, raw, verdict, outcome } =
    passing;
  const passed = {
    account,
    direction,
    id,
    // An id is what its sender likes; nobody's is this long who means well.
    stanzaId: stanzaId.slice(0, longestId),
    archiveId: archiveId?.slice(0, longestId) ?? null,
    peer,
    from,
    audience: [account, peer],
    via,
    sentAt: at,
  };
  const judged = { level: verdict.level, codes: verdict.reasons.map(({ code }) => code) };
  const of = change?.of.slice(0, longestId) ?? '';
  return {
    facts:
      change?.kind === 'retraction'
        ? { kind: 'retraction', ...passed, retracts: of }
        : change?.kind === 'correction'
          ? { kind: 'correction', ...passed, ...judged, replaces: of, outcome }
          : { kind: 'message', ...passed, ...judged, outcome },
    // What other people send is shorter (wire/connection/stream-limits.ts); only our own server could say more.
    content: {
      text: body.slice(0, longestWords),
      original: change?.original ?? null,
      raw: raw.slice(0, longestWords),
      reasons: [...verdict.reasons],
    },
  };
}

export interface Decision {
  readonly account: BareJid;
  readonly about: DecisionFacts['about'];
  readonly peer: BareJid;
  readonly messageId: string | null;
  readonly verdict: Verdict;
  readonly outcome: DecisionFacts['outcome'];
  /** What was decided about, in words. */
  readonly text: string;
}

type DecisionFacts = Extract<RecordEvent['facts'], { kind: 'decision' }>;

/** What was decided, by policy or by the person, as it goes on record. */
export function decisionOnRecord({ verdict, text, ...decision }: Decision): RecordEvent {
  const { level, reasons } = verdict;
  return {
    facts: { kind: 'decision', ...decision, level, codes: reasons.map(({ code }) => code) },
    content: { text: text.slice(0, longestWords), original: null, raw: '', reasons: [...reasons] },
  };
}

type ContactFacts = Extract<RecordEvent['facts'], { kind: 'contact' }>;

/** What the person wants with somebody; `name`: what he is to be called. */
export function contactOnRecord(facts: Omit<ContactFacts, 'kind'>, name: string | null = null): RecordEvent {
  const content = name === null ? null : { text: name, original: null, raw: '', reasons: [] };
  return { facts: { kind: 'contact', ...facts }, content };
}

const longestId = 4096;
