import type { BareJid } from '../../shared/model/jid.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { RecordEvent } from '../audit/events.ts';
import { longestWords } from '../audit/record.ts';

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

/** A message of a conversation between two, as it goes on record. */
export function messageOnRecord(passing: Passing): RecordEvent {
  const { account, direction, via, id, stanzaId, archiveId, peer, from, at, body, raw, verdict, outcome } =
    passing;
  return {
    facts: {
      kind: 'message',
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
      level: verdict.level,
      codes: verdict.reasons.map(({ code }) => code),
      outcome,
    },
    // What other people send is shorter (wire/connection/stream-limits.ts); only our own server could say more.
    content: {
      text: body.slice(0, longestWords),
      original: null,
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

const longestId = 4096;
