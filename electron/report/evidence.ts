import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { Disposition, Message } from '../../shared/model/message.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { isAtLeast, joinVerdicts, type Verdict } from '../../shared/model/verdict.ts';
import type { Evidence } from '../archive/archive.ts';
import type { MainText } from '../text/en.ts';

export interface ReportSubject {
  readonly reportId: string;
  /** Ms since the epoch. */
  readonly reportedAt: number;
  readonly reporter: BareJid;
  /** The company's name; null when policy names none. */
  readonly organisation: string | null;
  /** "Gatehouse 1.2.3". */
  readonly client: string;
  readonly evidence: Evidence;
  readonly disposition: Disposition;
  /** Earlier messages of the same conversation, oldest first, as many as policy allows. */
  readonly context: readonly Evidence[];
}

// A report is one stanza: servers take 256 KiB (Prosody's c2s_stanza_size_limit), base64 makes three bytes four, and the readable
// text comes beside it.
const longestStanza = 32 * 1024;
const longestContext = 32 * 1024;
const longestContextBody = 2000;
const mostLinks = 30;
const mostReasons = 20;
const mostTags = 20;
const longestField = 200;
const longestUrl = 500;

/** XARF v4 (xarf-core.json and types/messaging-spam.json of the specification), complete, as it is sent and exported. */
export function xarfOf(subject: ReportSubject, text: MainText['report']): string {
  const { evidence } = subject;
  const { message } = evidence;
  const party = partyOf(subject);
  const { items, own } = evidenceOf(subject, text);
  const suspicious = message.links
    .filter(({ url, verdict }) => url !== '' && url.length <= longestUrl && isAtLeast(verdict.level, 'warn'))
    .map(({ url }) => url);
  return JSON.stringify({
    xarf_version: '4.0.0',
    report_id: subject.reportId,
    timestamp: new Date(message.at).toISOString(),
    reporter: party,
    sender: party,
    source_identifier: message.peer,
    category: 'messaging',
    type: 'spam',
    protocol: 'chat',
    evidence_source: 'user_report',
    message_id: evidence.stanzaId.slice(0, longestField),
    description: text.description(message.peer).slice(0, 1000),
    tags: [`disposition:${subject.disposition}`, ...tagsOf(verdictOn(message))].slice(0, mostTags),
    spam_indicators: { suspicious_links: suspicious.slice(0, mostLinks) },
    evidence: items,
    // Not of the specification, which leaves room for more fields at this level.
    gatehouse: own,
  });
}

/** XARF has no word for what is harmless: whoever collects it would take the sender for a spammer. The same evidence, as an alert. */
export function falseAlarmJson(subject: ReportSubject, text: MainText['report']): string {
  const { message } = subject.evidence;
  const { items, own } = evidenceOf(subject, text);
  return JSON.stringify({
    gatehouse_alert: '1',
    alert_id: subject.reportId,
    kind: 'false-alarm',
    timestamp: new Date(subject.reportedAt).toISOString(),
    reporter: subject.reporter,
    about: 'message',
    sender: message.peer,
    tags: tagsOf(verdictOn(message)),
    evidence: items,
    gatehouse: own,
  });
}

function evidenceOf(subject: ReportSubject, text: MainText['report']) {
  const { evidence, context } = subject;
  const stanza = shortened(Buffer.from(evidence.raw), longestStanza);
  const earlier = contextThatFits(context);
  return {
    items: [
      item('application/xml', describe(text.evidence.stanza, stanza, text), stanza.bytes),
      jsonItem(text.evidence.findings, findingsOf(evidence)),
      ...(earlier.messages.length === 0 ? [] : [jsonItem(text.evidence.earlier, earlier.messages)]),
    ],
    own: {
      client: subject.client,
      reported_at: new Date(subject.reportedAt).toISOString(),
      from: evidence.from,
      archive_id: evidence.archiveId,
      verdict: verdictOn(evidence.message).level,
      truncated: stanza.isShortened || earlier.isShortened,
    },
  };
}

function partyOf({ reporter, organisation }: ReportSubject): {
  org: string;
  contact: string;
  domain: string;
} {
  const domain = domainToASCII(domainOf(reporter)) || domainOf(reporter);
  return { org: (organisation ?? domain).slice(0, longestField), contact: reporter, domain };
}

/** The words of a message say nothing of what came with it. */
function verdictOn({ verdict, file }: Message): Verdict {
  return file === null ? verdict : joinVerdicts([verdict, file.verdict]);
}

/** `namespace:predicate`, as the specification has it: "verdict:block", "link:imitates-domain". */
function tagsOf(verdict: Verdict): readonly string[] {
  const codes = verdict.reasons.map((reason) => reason.code.replace('.', ':'));
  return [`verdict:${verdict.level}`, ...new Set(codes)].slice(0, mostTags);
}

function findingsOf({ message, from, stanzaId, archiveId }: Evidence): unknown {
  const links = message.links.slice(0, mostLinks).map(({ url, host, verdict }) => ({
    url: url.slice(0, longestUrl),
    host,
    level: verdict.level,
    reasons: verdict.reasons.map(({ code }) => code),
  }));
  return {
    from,
    at: new Date(message.at).toISOString(),
    stanza_id: stanzaId.slice(0, longestField),
    archive_id: archiveId,
    level: message.verdict.level,
    reasons: message.verdict.reasons.slice(0, mostReasons),
    links,
    ...(message.file === null ? {} : { file: fileIn(message.file) }),
  };
}

/** Its bytes stay where they are; whoever has the server of files finds them by address (in the stanza) and hash. */
function fileIn({ name, size, type, state, host, sha256, verdict }: SharedFile): unknown {
  const reasons = verdict.reasons.slice(0, mostReasons).map(({ code, level, params }) => ({
    code,
    level,
    params: Object.fromEntries(
      Object.entries(params).map(([param, value]) => [param, value.slice(0, longestField)]),
    ),
  }));
  return { name, size, type, state, host, sha256, level: verdict.level, reasons };
}

/** The newest ones first claim the room; what does not fit is left out and said to be. */
function contextThatFits(context: readonly Evidence[]): {
  messages: readonly unknown[];
  isShortened: boolean;
} {
  const messages: unknown[] = [];
  let room = longestContext;
  let isShortened = false;
  for (const { message, from } of context.toReversed()) {
    const isCut = message.body.length > longestContextBody;
    const entry = {
      from: message.direction === 'out' ? 'reporter' : from,
      at: new Date(message.at).toISOString(),
      body: message.body.slice(0, longestContextBody),
      ...(isCut ? { truncated: true } : {}),
    };
    room -= Buffer.byteLength(JSON.stringify(entry));
    isShortened ||= isCut || room < 0;
    if (room < 0) break;
    messages.unshift(entry);
  }
  return { messages, isShortened };
}

interface Shortened {
  readonly bytes: Buffer;
  readonly length: number;
  readonly isShortened: boolean;
}

function shortened(bytes: Buffer, most: number): Shortened {
  return { bytes: bytes.subarray(0, most), length: bytes.length, isShortened: bytes.length > most };
}

function describe(what: string, { bytes, length, isShortened }: Shortened, text: MainText['report']): string {
  return isShortened ? `${what}, ${text.evidence.shortened(bytes.length, length)}` : what;
}

function jsonItem(description: string, content: unknown): ReturnType<typeof item> {
  return item('application/json', description, Buffer.from(JSON.stringify(content)));
}

function item(contentType: string, description: string, payload: Buffer) {
  return {
    content_type: contentType,
    description: description.slice(0, 500),
    payload: payload.toString('base64'),
    hash: `sha256:${createHash('sha256').update(payload).digest('hex')}`,
    size: payload.length,
  };
}
