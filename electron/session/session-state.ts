import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { ConnectionState } from '../../shared/model/connection.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Availability } from '../../shared/model/person.ts';
import { RecordError } from '../audit/record.ts';
import type { SessionOptions } from './session-options.ts';

interface StateOptions
  extends Pick<SessionOptions, 'facts' | 'initialNotices' | 'lastAccount' | 'onChanged'> {
  readonly isOpen: () => boolean;
}

type Notice = SessionSnapshot['notices'][number];

/** Problems of a policy that is in force as it is meant. */
const forItAlone = ['not-in-force', 'not-kept'];

/** What the window is told of the session: whose it is, how it is connected, and what has to be said. */
export class SessionState {
  readonly #options: StateOptions;
  #revision = 0;
  #account: BareJid | null;
  #connection: ConnectionState = { kind: 'signed-out' };
  #availability: Exclude<Availability, 'offline'> = 'available';
  #statusText = '';
  #keychain: SessionSnapshot['keychain'] = 'available';
  #notices: SessionSnapshot['notices'];

  constructor(options: StateOptions) {
    this.#options = options;
    this.#notices = [...options.initialNotices, ...this.#policyNotices];
    this.#account = options.lastAccount()?.account ?? null;
  }

  get snapshot(): SessionSnapshot {
    return {
      revision: this.#revision,
      account: this.#account,
      isOpen: this.#options.isOpen(),
      connection: this.#connection,
      availability: this.#connection.kind === 'online' ? this.#availability : 'offline',
      statusText: this.#statusText,
      keychain: this.#keychain,
      notices: this.#notices,
      ...this.#options.facts(),
    };
  }

  get account(): BareJid | null {
    return this.#account;
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  /** Told together with what follows. */
  setAccount(account: BareJid | null): void {
    this.#account = account;
  }

  setConnection(state: ConnectionState): void {
    this.#connection = state;
    this.#publish();
  }

  /** What is to be said of us, also to servers that are connected to later. */
  get presence(): readonly [Exclude<Availability, 'offline'>, string] {
    return [this.#availability, this.#statusText];
  }

  setPresence(availability: Exclude<Availability, 'offline'>, statusText: string): void {
    this.#availability = availability;
    this.#statusText = statusText;
    this.#publish();
  }

  setKeychain(isAvailable: boolean): void {
    this.#keychain = isAvailable ? 'available' : 'unavailable';
    if (isAvailable) this.#publish();
    else this.notify('keychain-unavailable');
  }

  notify(notice: Notice): void {
    if (!this.#notices.includes(notice)) this.#notices = [...this.#notices, notice];
    this.#publish();
  }

  policyChanged(): void {
    const others = this.#notices.filter(
      (notice) => !notice.startsWith('policy-') || this.#policyNotices.includes(notice),
    );
    this.#notices = [...new Set([...others, ...this.#policyNotices])];
    this.#publish();
  }

  get #policyNotices(): SessionSnapshot['notices'] {
    const { source, isLastGood, problems } = this.#options.facts().policy;
    if (isLastGood) return ['policy-kept'];
    if (problems.every(({ code }) => forItAlone.includes(code))) return [];
    return [source === 'default' ? 'policy-refused' : 'policy-incomplete'];
  }

  #publish(): void {
    this.#revision += 1;
    this.#options.onChanged(this.snapshot);
  }
}

/** What a failure is called, in the log and in the window. */
export function noticeOf(error: unknown): 'archive-failed' | 'record-failed' {
  return error instanceof RecordError ? 'record-failed' : 'archive-failed';
}
