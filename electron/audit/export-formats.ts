import type { ExportedEntry } from './export-record.ts';

/** One JSON object a line: the entry, and its content where it could be opened. */
export function jsonLine({ entry, content, isSealed }: ExportedEntry): string {
  const { sequence, time, epoch, facts } = entry;
  return `${JSON.stringify({ sequence, time: new Date(time).toISOString(), epoch, ...facts, content, isSealed })}\n`;
}

export const csvHead = csvLine([
  'sequence',
  'time',
  'kind',
  'account',
  'direction',
  'peer',
  'from',
  'audience',
  'outcome',
  'level',
  'codes',
  'text',
  'original',
]);

/** RFC 4180. What a program for tables would take for a formula begins with an apostrophe instead. */
export function csvRow({ entry, content }: ExportedEntry): string {
  const { facts } = entry;
  return csvLine([
    String(entry.sequence),
    new Date(entry.time).toISOString(),
    facts.kind,
    'account' in facts ? facts.account : '',
    'direction' in facts ? facts.direction : '',
    'peer' in facts ? facts.peer : '',
    'from' in facts ? facts.from : '',
    'audience' in facts ? facts.audience.join(' ') : '',
    'outcome' in facts ? (facts.outcome ?? '') : '',
    'level' in facts ? facts.level : '',
    'codes' in facts ? facts.codes.join(' ') : '',
    content?.text ?? '',
    content?.original ?? '',
  ]);
}

/** A message as mail (RFC 5322), for programs that keep mail; null for entries that are none. */
export function mailOf({ entry, content, isSealed }: ExportedEntry): string | null {
  const { facts } = entry;
  if (facts.kind !== 'message' && facts.kind !== 'correction' && facts.kind !== 'retraction') return null;
  const [sender, receiver] =
    facts.direction === 'in' ? [facts.peer, facts.account] : [facts.account, facts.peer];
  const text = content === null ? '' : [content.text, content.original ?? ''].filter(Boolean).join('\n\n');
  const body = Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');
  return [
    `From: <${headerText(sender)}>`,
    `To: <${headerText(receiver)}>`,
    `Date: ${new Date(entry.time).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${entry.sequence}.${entry.epoch}@record.invalid>`,
    `Subject: ${facts.kind} ${entry.sequence}`,
    ...facts.audience.map((address) => `X-Gatehouse-Seen-By: ${headerText(address)}`),
    'outcome' in facts ? `X-Gatehouse-Outcome: ${facts.outcome}` : null,
    'codes' in facts ? `X-Gatehouse-Verdict: ${facts.level} ${headerText(facts.codes.join(' '))}` : null,
    `X-Gatehouse-Content: ${isSealed ? 'not opened' : content === null ? 'not kept' : 'opened'}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
    '',
  ]
    .filter((line) => line !== null)
    .join('\r\n');
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** An address that a peer chose must not begin a header of its own. */
function headerText(text: string): string {
  const line = text.replace(/[\p{Cc}<>]/gu, '?');
  return /^[ -~]*$/.test(line) ? line : `=?utf-8?B?${Buffer.from(line).toString('base64')}?=`;
}
