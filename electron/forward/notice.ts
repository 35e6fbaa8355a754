import type { Entry } from '../audit/entry.ts';
import { leafHash } from '../audit/merkle.ts';
import type { Item } from '../audit/segment.ts';
import type { SignedHead } from '../audit/signed-head.ts';
import type { Mark, Tailed } from './record-tail.ts';

export type FieldValue = string | number | boolean | readonly string[];
export type Fields = Readonly<Record<string, FieldValue>>;

/** RFC 5424 section 6.2.1. */
export type Severity = 2 | 3 | 4 | 5 | 6;

/** One thing the log server is told, before it is written in a format. */
export interface Notice {
  /** What an entry is about, or `head`, `heartbeat`, `gap`. */
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly severity: Severity;
  /** Strings in it can be what a stranger wrote: an id, a resource. */
  readonly fields: Fields;
  readonly head: SignedHead | null;
}

/** `record` is the id of the record that it was read from; `now` the time where it has none of its own. */
export function noticeOf(item: Tailed, record: string, now: number): Notice {
  if (item.kind === 'entry') return entryNotice(item, record);
  if (item.kind === 'head') {
    const { size, root, epoch, time } = item.head;
    const fields = { record: item.head.record, size, root, epoch };
    return { kind: 'head', time, severity: 6, fields, head: item.head };
  }
  return gapNotice(record, item.from, item.to, 'missing', now);
}

/** Entries that the log server will not get. */
export function gapNotice(record: string, from: number, to: number, cause: string, now: number): Notice {
  return { kind: 'gap', time: now, severity: 2, fields: { record, from, to, cause }, head: null };
}

/** That this computer is there, and how far its record goes. */
export function heartbeatNotice(record: string, { sequence }: Mark, now: number): Notice {
  return { kind: 'heartbeat', time: now, severity: 6, fields: { record, size: sequence }, head: null };
}

/** Facts, and the hashes that prove the rest: a sealed content is as good as none to whoever reads the log. */
function entryNotice({ entry, leaf }: Extract<Item, { kind: 'entry' }>, record: string): Notice {
  const { sequence, epoch, time, facts, content } = entry;
  const fields: Record<string, FieldValue> = {
    record,
    index: sequence,
    epoch,
    leaf: leafHash(leaf).toString('hex'),
  };
  if (content !== null) {
    fields['contentForm'] = content.form;
    fields['contentSha256'] = content.form === 'hashed' ? content.proof : content.sha256;
  }
  return {
    kind: facts.kind,
    time,
    severity: severityOf(facts),
    fields: { ...fields, ...fieldsOf(facts) },
    head: null,
  };
}

function fieldsOf(facts: Entry['facts']): Fields {
  if (facts.kind === 'epoch') {
    const { publicKey, size, root, handover } = facts.opening;
    return { publicKey, size, root, handover: handover.by === 'signed' ? 'signed' : handover.reason };
  }
  const { kind: _, ...named } = facts;
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(named)) {
    if (value !== null) fields[name] = fieldOf(value);
  }
  return fields;
}

/** Objects in a list become what they say, in one line each. */
function fieldOf(value: unknown): FieldValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.map((one: unknown) =>
    typeof one === 'object' && one !== null ? Object.values(one).join(' ') : String(one),
  );
}

function severityOf(facts: Entry['facts']): Severity {
  if (facts.kind === 'recovered') return 2;
  if (facts.kind === 'sign-in') return facts.outcome === 'refused' ? 4 : 6;
  if (facts.kind === 'report') return 5;
  if (facts.kind === 'policy') return facts.problems.length > 0 ? 3 : 5;
  return 'level' in facts ? severities[facts.level] : 6;
}

const severities = { allow: 6, notice: 5, warn: 4, hold: 4, block: 3 } as const;
