import { cef } from './cef.ts';
import type { LogServer, Origin } from './forwarding.ts';
import type { Fields, Notice } from './notice.ts';
import { ocsf } from './ocsf.ts';
import { shortened } from './shortened.ts';
import { structuredData } from './structured-data.ts';

/** What stands behind MSGID: structured data and message (RFC 5424 sections 6.3 and 6.4), in UTF-8. */
export type Body = (notice: Notice, origin: Origin, enterpriseNumber: number) => string;

/**
 * A notice as one frame: its length in bytes, a space, the message (RFC 5425 section 4.3.1). Never longer than the log server takes;
 * what has to go for that is named in it.
 */
export function syslogFrame(
  notice: Notice,
  origin: Origin,
  {
    format,
    maxMessageBytes,
    enterpriseNumber,
  }: Pick<LogServer, 'format' | 'maxMessageBytes' | 'enterpriseNumber'>,
): Buffer {
  const messageOf = (fields: Fields): Buffer =>
    Buffer.from(
      `${syslogHeader(notice, origin)} ${bodies[format]({ ...notice, fields }, origin, enterpriseNumber)}`,
    );
  for (const most of lengths) {
    const message = messageOf(shortened(notice.fields, most));
    if (message.length <= maxMessageBytes) return framed(message);
  }
  return framed(messageOf(essential(notice.fields)));
}

const bodies: Readonly<Record<LogServer['format'], Body>> = { rfc5424: structuredData, ocsf, cef };
const lengths = [Number.POSITIVE_INFINITY, 1024, 256, 64, 16];

/** By these what is left out is found on record. */
function essential({ record = '', index = '', leaf = '' }: Fields): Fields {
  return { record, index, leaf, truncated: ['everything'] };
}

/** RFC 5424 section 6.2; the facility is 13, "log audit". */
export function syslogHeader(
  { severity, time, kind }: Pick<Notice, 'severity' | 'time' | 'kind'>,
  origin: Origin,
): string {
  const header = [
    `<${13 * 8 + severity}>1`,
    new Date(time).toISOString(),
    printable(origin.hostName, 255),
    'gatehouse',
    '-',
    printable(kind, 32),
  ];
  return header.join(' ');
}

/** RFC 5425 section 4.3.1. */
export function framed(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${message.length} `), message]);
}

/** PRINTUSASCII of RFC 5424 section 6. */
function printable(text: string, most: number): string {
  return text.replace(/[^\x21-\x7e]/g, '_').slice(0, most) || '-';
}
