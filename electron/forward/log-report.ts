import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { forwarderTiming } from './forwarder.ts';
import type { LogServer, Origin } from './forwarding.ts';
import { Line, LineBroken, type LineTiming } from './line.ts';
import type { Posted } from './post-report.ts';
import { elementName, escaped } from './structured-data.ts';
import { framed, syslogHeader } from './syslog-message.ts';

/** What is reported, for the log server. */
export interface LoggedReport {
  readonly id: string;
  /** MSGID. */
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly json: string;
}

export interface LogReportTiming extends LineTiming {
  /** How long the log server has to live on after it has read all of it, in milliseconds. */
  readonly outlive: number;
}

const timing: LogReportTiming = { ...forwarderTiming, outlive: 2000 };

/**
 * Gives a report to the log server beside the record, on a line of its own. It counts as sent as what is forwarded does (forwarder.ts): read
 * to its end, and a second line to the same process, opened before, has ended in order a while later.
 */
export async function logReport(
  server: LogServer,
  origin: Origin,
  report: LoggedReport,
  { outlive, ...times }: LogReportTiming = timing,
): Promise<Posted> {
  const { signal } = new AbortController();
  let line: Line | null = null;
  let witness: Line | null = null;
  try {
    line = await Line.open(server, times, signal);
    for (const frame of reportFrames(report, origin, server)) await line.write(frame);
    witness = await Line.open(server, times, signal);
    await line.finish();
    await Promise.race([setTimeout(outlive, undefined, { ref: false }), witness.broken]);
    await witness.finish();
    return 'sent';
  } catch (error) {
    if (!(error instanceof LineBroken)) throw error;
    return 'later';
  } finally {
    line?.cut();
    witness?.cut();
  }
}

/**
 * One message, or as many as it needs: nothing is left out. All carry the id, the hash of the whole and their number; what stands behind
 * that, put together in order, is the JSON. It is ASCII, so a part never ends inside of a character.
 */
export function reportFrames(
  { id, kind, time, json }: LoggedReport,
  origin: Origin,
  { maxMessageBytes, enterpriseNumber }: Pick<LogServer, 'maxMessageBytes' | 'enterpriseNumber'>,
): readonly Buffer[] {
  const text = json.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const sha256 = createHash('sha256').update(text).digest('hex');
  const header = syslogHeader({ severity: 5, time, kind }, origin);
  const name = elementName(enterpriseNumber);
  const before = (part: number, parts: number): string =>
    `${header} [${name} id="${escaped(id)}" sha256="${sha256}" part="${part}" parts="${parts}"] `;
  const room = maxMessageBytes - before(9999, 9999).length;
  const parts = Math.ceil(text.length / room);
  return Array.from({ length: parts }, (_, index) =>
    framed(Buffer.from(before(index + 1, parts) + text.slice(index * room, (index + 1) * room))),
  );
}
