import type { Disposition, Message } from '../../shared/model/message.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import type { Reason } from '../../shared/model/verdict.ts';
import { revealed } from '../gate/characters/hidden-characters.ts';
import type { MainText } from '../text/en.ts';
import type { ReportSubject } from './evidence.ts';

const longestQuote = 4000;
const mostListed = 20;

// All that some client shows as one: nothing of the message may pass for a line of the report.
const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/** The report as people of the security desk read it. Nothing in it can be clicked. */
export function deskMessage(subject: ReportSubject, text: MainText['report']): string {
  const { message, from } = subject.evidence;
  const links = message.links
    .slice(0, mostListed)
    .map((link) => `${defanged(link.host)} (${link.verdict.level})`);
  const lines = [
    subject.disposition === 'false-alarm' ? text.falseAlarmTitle : text.title,
    '',
    `${text.reporter}: ${defanged(subject.reporter)}`,
    `${text.disposition}: ${text.dispositions[subject.disposition]}`,
    `${text.sender}: ${defanged(revealed(from))}`,
    `${text.received}: ${new Date(message.at).toISOString()}`,
    `${text.verdict}: ${[message.verdict.level, ...message.verdict.reasons.slice(0, mostListed).map(reasonText)].join('; ')}`,
    ...(links.length > 0 ? [`${text.links}: ${links.join(', ')}`] : []),
    ...(message.file === null ? [] : [fileLine(message.file, text)]),
    ...(subject.context.length > 0 ? [text.earlier(subject.context.length)] : []),
    `${text.identifier}: ${subject.reportId}`,
    '',
    text.message,
    ...quote(message)
      .split(lineBreak)
      .map((line) => `> ${line}`),
    ...(message.body.length > longestQuote ? [text.shortened] : []),
  ];
  return lines.join('\n');
}

/** A note that the reporter added afterwards. */
export function noteMessage(reportId: string, note: string, text: MainText['report']): string {
  return `${text.note(reportId)}\n${note}`;
}

/** What the reporter takes it for, said after the report has gone. */
export function dispositionMessage(disposition: Disposition, text: MainText['report']): string {
  return `${text.disposition}: ${text.dispositions[disposition]}`;
}

export function reasonText({ code, params }: Reason): string {
  const named = Object.entries(params).map(([name, value]) => `${name}=${defanged(value.slice(0, 100))}`);
  return named.length === 0 ? code : `${code} (${named.join(', ')})`;
}

/** Its name is what its sender likes, so it is shown as his other words are; the finding is what counts. */
function fileLine({ name, type, sha256, verdict }: SharedFile, text: MainText['report']): string {
  const known = [type, sha256 === null ? null : `SHA-256 ${sha256}`].filter((part) => part !== null);
  const shown = [defanged(name), known.length === 0 ? '' : `(${known.join(', ')})`];
  const said = [verdict.level, ...verdict.reasons.slice(0, mostListed).map(reasonText)];
  const line = `${text.file}: ${[...shown.filter(Boolean), said.join('; ')].join(' ')}`;
  // A place in it can be a path that its sender chose.
  return revealed(line.split(lineBreak).join(' '));
}

function quote(message: Message): string {
  const body = message.body.slice(0, longestQuote);
  let quoted = '';
  let from = 0;
  for (const { start, end } of message.links) {
    quoted += revealed(body.slice(from, start)) + defanged(revealed(body.slice(start, end)));
    from = end;
  }
  return quoted + revealed(body.slice(from));
}

/** As security desks write what must not be clicked: hxxps[:]//evil[.]example. */
export function defanged(text: string): string {
  return text.replace(/http/gi, 'hxxp').replaceAll('.', '[.]').replaceAll(':', '[:]');
}
