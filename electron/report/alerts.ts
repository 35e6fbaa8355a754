import type { BareJid } from '../../shared/model/jid.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Archive, StoredAlert } from '../archive/archive.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Turns } from '../turns.ts';
import {
  Delivery,
  type DeliveryOptions,
  isWaiting,
  type Parcel,
  postWith,
  reconciled,
  settled,
  waitingFor,
} from './delivery.ts';
import { destinationsOf, uriOfAddress } from './destinations.ts';

export interface AlertsParts extends DeliveryOptions {
  readonly account: BareJid;
  readonly policy: () => Policy;
  readonly archive: Pick<Archive, 'setAlert' | 'removeAlert' | 'alerts'>;
  readonly record: Pick<AuditRecord, 'append'>;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => number;
}

/** To read, and what its JSON says beside what that of every alert does. */
export interface Alert {
  readonly kind: StoredAlert['kind'];
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the destinations of reports are told beside reports: kept until each has answered, over every end of the program. */
export class Alerts {
  readonly #parts: AlertsParts;
  readonly #turns: Turns;
  readonly #delivery: Delivery;

  constructor(parts: AlertsParts, turns: Turns) {
    this.#parts = parts;
    this.#turns = turns;
    this.#delivery = new Delivery(parts, turns, {
      notePosted: (id, url, posted) => this.#posted(id, url, posted),
      flush: () => this.#flush(),
    });
  }

  async open(): Promise<void> {
    if ((await this.#parts.archive.alerts()).length > 0) this.#delivery.later();
  }

  close(): void {
    this.#delivery.close();
  }

  ready(isResumed: boolean): void {
    this.#delivery.ready(isResumed);
  }

  offline(): void {
    this.#delivery.offline();
  }

  /** False: there is nobody to be told. */
  tell({ kind, text, details }: Alert): Promise<boolean> {
    return this.#turns.take(async () => {
      const { account, archive, newId, now } = this.#parts;
      const destinations = this.#destinations;
      if (destinations.length === 0) return false;
      const id = newId();
      const createdAt = now();
      const json = JSON.stringify({
        gatehouse_alert: '1',
        alert_id: id,
        kind,
        timestamp: new Date(createdAt).toISOString(),
        reporter: account,
        ...details,
      });
      await archive.setAlert({ id, kind, createdAt, text, json, posts: waitingFor(destinations) });
      await this.#flush();
      return true;
    });
  }

  /** The server has a stanza; most are not ours. */
  sent(stanzaId: string): void {
    this.#delivery.arrived(stanzaId, () => this.#answered(stanzaId, 'sent'));
  }

  failed(stanzaId: string): void {
    this.#delivery.refused(stanzaId, () => this.#answered(stanzaId, 'refused'));
  }

  /** Nobody has to be told what he has done himself. */
  get #destinations(): readonly string[] {
    const own = uriOfAddress(this.#parts.account);
    return destinationsOf(this.#parts.policy().report).filter((url) => url !== own);
  }

  async #flush(): Promise<void> {
    for (const stored of await this.#parts.archive.alerts()) {
      const alert = { ...stored, posts: reconciled(stored.posts, this.#destinations) };
      await this.#keep(alert);
      this.#delivery.carry(alert satisfies Parcel);
    }
  }

  async #answered(stanzaId: string, state: 'sent' | 'refused'): Promise<void> {
    for (const alert of await this.#parts.archive.alerts()) {
      const post = postWith(alert, stanzaId);
      if (post !== null) await this.#settle(alert, post.url, state);
    }
  }

  async #posted(id: string, url: string, state: 'sent' | 'refused'): Promise<void> {
    const alert = (await this.#parts.archive.alerts()).find((one) => one.id === id);
    if (alert !== undefined) await this.#settle(alert, url, state);
  }

  async #settle(alert: StoredAlert, url: string, state: 'sent' | 'refused'): Promise<void> {
    if (!alert.posts.some((post) => post.url === url && isWaiting(post))) return;
    const { account, record } = this.#parts;
    const step = state === 'sent' ? 'sent' : 'kept';
    const facts = { kind: 'alert', account, about: alert.kind, alertId: alert.id, step, to: url } as const;
    await record.append([{ facts, content: null }]);
    await this.#keep({ ...alert, posts: settled(alert.posts, url, state) });
  }

  async #keep(alert: StoredAlert): Promise<void> {
    const { archive } = this.#parts;
    await (alert.posts.some(isWaiting) ? archive.setAlert(alert) : archive.removeAlert(alert.id));
  }
}
