import type { BareJid } from '../../shared/model/jid.ts';
import type { AuditRecord } from '../audit/record.ts';
import { consentTo } from './consent.ts';

/** Who came in and who went, on record. */
export class SessionRecord {
  readonly #record: Pick<AuditRecord, 'append'>;

  constructor(record: Pick<AuditRecord, 'append'>) {
    this.#record = record;
  }

  /** @throws RecordError */
  signIn(
    account: BareJid,
    outcome: 'accepted' | 'refused' | 'restored',
    cause: string | null,
  ): Promise<void> {
    return this.#record.append([{ facts: { kind: 'sign-in', account, outcome, cause }, content: null }]);
  }

  /** @throws RecordError */
  signOut(account: BareJid, isForgotten: boolean): Promise<void> {
    return this.#record.append([{ facts: { kind: 'sign-out', account, isForgotten }, content: null }]);
  }

  /** @throws RecordError */
  consent(account: BareJid, text: string): Promise<void> {
    const facts = { kind: 'consent', account, textSha256: consentTo(text) } as const;
    return this.#record.append([{ facts, content: { text, original: null, raw: '', reasons: [] } }]);
  }
}
