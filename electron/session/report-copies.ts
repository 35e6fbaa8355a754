import type { BareJid } from '../../shared/model/jid.ts';
import type { OutgoingMessage, WireMessage } from '../wire/wire.ts';

interface ReportCopiesOptions {
  readonly account: BareJid;
  readonly send: (message: OutgoingMessage) => boolean;
  readonly take: (message: WireMessage) => void;
  readonly now: () => number;
}

/** What went to the desk stands in the conversation with it, here as on our other devices. */
export class ReportCopies {
  readonly #options: ReportCopiesOptions;
  readonly #onTheirWay = new Map<string, OutgoingMessage>();

  constructor(options: ReportCopiesOptions) {
    this.#options = options;
  }

  send(message: OutgoingMessage): boolean {
    const isSent = this.#options.send(message);
    if (isSent) this.#onTheirWay.set(message.id, message);
    return isSent;
  }

  sent(id: string): void {
    const report = this.#onTheirWay.get(id);
    if (report === undefined) return;
    this.#onTheirWay.delete(id);
    const { account, now, take } = this.#options;
    take({
      stanzaId: id,
      archiveId: null,
      direction: 'out',
      peer: report.to,
      from: account,
      body: report.body,
      at: now(),
      via: 'live',
      isEncrypted: false,
      wantsReceipt: false,
      change: null,
      invitation: null,
      outcome: null,
      file: null,
      raw: '',
    });
  }
}
