import { EventEmitter } from 'node:events';
import type { Peer } from '../peer.ts';
import { child, text } from '../xml.ts';
import { converse, type Pace } from './conversation.ts';

/** A report as it reached the desk. */
export interface ReceivedReport {
  readonly from: string;
  readonly body: string;
  /** The XARF v4 report out of the stanza's JSON container (XEP-0335); null when there was none or it was not JSON. */
  readonly xarf: unknown;
}

/** Reads reports, keeps them, and says thank you. */
export class SecurityDesk extends EventEmitter<{ report: [ReceivedReport] }> {
  readonly reports: ReceivedReport[] = [];
  readonly #peer: Peer;

  constructor(peer: Peer, pace: Pace) {
    super();
    this.#peer = peer;
    converse(peer, pace, ({ from, body, stanza }) => {
      const json = child(stanza, 'json', 'urn:xmpp:json:0');
      if (!json) return null;
      const report = { from, body, xarf: parsed(text(json)) };
      this.reports.push(report);
      this.emit('report', report);
      return 'Thank you, we have it and are looking into it. You did the right thing.';
    });
  }

  /** Says what became of a report. */
  answer(to: string, reportId: string, verdict: 'malicious' | 'harmless' | 'exercise'): void {
    const extra = `<outcome xmlns='urn:gatehouse:report:1' report='${reportId}' verdict='${verdict}'/>`;
    this.#peer.sendMessage(to, `We had a look: it was ${verdict}.`, { extra });
  }

  /** The first report, now or when it comes; rejects after `timeoutMs`. */
  async firstReport(timeoutMs: number): Promise<ReceivedReport> {
    return this.reports[0] ?? this.nextReport(timeoutMs);
  }

  /** The next one that comes from now on; rejects after `timeoutMs`. */
  nextReport(timeoutMs: number): Promise<ReceivedReport> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no report reached the desk')), timeoutMs);
      this.once('report', (report) => {
        clearTimeout(timer);
        resolve(report);
      });
    });
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
