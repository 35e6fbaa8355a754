import type { ConnectionState } from '../../../shared/model/connection.ts';
import type { BareJid, FullJid } from '../../../shared/model/jid.ts';
import type { Border } from './border.ts';
import type { Element } from './element.ts';

/**
 * One account's stream to the company's server: encrypted, authenticated in both directions, resumed after a break (XEP-0198),
 * and rid of everything a stanza may not be. What comes out of it is well-formed, bounded and has a known sender; what it
 * means is not decided here.
 */
export interface Connection {
  readonly state: ConnectionState;
  /** Our address with the resource the server gave; null before the first login. */
  readonly jid: FullJid | null;
  /** What the server offers after login (`<stream:features/>`): `features.getChild('csi', 'urn:xmpp:csi:0')`; null when not online. */
  readonly features: Element | null;
  on<E extends keyof ConnectionEvents>(
    event: E,
    listener: (...args: ConnectionEvents[E]) => void,
  ): () => void;
  /** Begins to stay online. After `refused` this is how to try again: once, because somebody changed something. */
  start(): void;
  /** Ends stream and session; resolves when the socket is closed, within two seconds. No attempt follows. */
  stop(): Promise<void>;
  /**
   * Try now instead of at `retryAt`; when online, find out at once whether the server still answers. For after sleep, a network change
   * or a click; without effect when `refused`, or each of them would bring a locked account closer (X19).
   */
  reconnect(): void;
  /** Other rules of policy: what stands under the old ones ends, and is tried again under these at once; unsaid where nothing is wanted. */
  follow(rules: ServerRules): void;
  /**
   * False: nothing is read any more after what is read already, so that the server has to wait, and a flood stays on its side (T30). The
   * silence that follows is ours and ends nothing. A new session's login is read all the same.
   */
  setReading(isReading: boolean): void;
  /**
   * Hands a stanza, or an element the server offers beside them, to the stream; false when there is none, or the border does not let it
   * pass (nothing is kept then).
   * Characters XML cannot carry become U+FFFD.
   * A message accepted here ends up in exactly one of `acked` and `lost`, if it has an `id`.
   */
  send(stanza: Element): boolean;
  /** Sends an `iq` (its `id` is set here) and waits for the answer of exactly that address (RFC 6120 section 8.2.3). */
  request(iq: Element, options: RequestOptions): Promise<IqResult>;
  /** Every `message` or `presence` with the address it is from; without `from` that is our own account (RFC 6120 section 8.1.2.1). */
  onStanza(kind: 'message' | 'presence', listener: StanzaListener): () => void;
  /**
   * Answers requests whose only child is `name` in `namespace`. Whatever nobody answers gets `service-unavailable`, which tells a
   * stranger as little as an absent resource would (RFC 6120 section 8.4). Look at `from` before believing or telling anything.
   */
  answer(type: 'get' | 'set', namespace: string, name: string, answer: IqAnswerer): () => void;
}

export interface ConnectionEvents {
  state: [ConnectionState];
  /** resumed: nothing was lost and nothing has to be asked again; open requests go on. Otherwise a new session: send presence. */
  online: [{ readonly resumed: boolean; readonly jid: FullJid }];
  /** Ids of message stanzas the server has taken (XEP-0198; where it lacks that, an answered ping sent after them). */
  acked: [readonly string[]];
  /** Message stanzas of an ended session that the server never confirmed, in order. They may or may not have arrived. */
  lost: [readonly Element[]];
  /** A rule was broken and what broke it was ignored; `from` is empty when nobody can be named. */
  violation: [Violation];
}

export interface Violation {
  /** Stable code, like `iq.foreign-answer`. */
  readonly rule: string;
  readonly from: string;
  readonly detail: string;
}

export interface RequestOptions {
  /** Null: our own account, answered by our server. Written into the stanza. */
  readonly to: BareJid | FullJid | null;
  /** Milliseconds until `timeout`; 30,000 when not given. */
  readonly timeoutMs?: number;
}

export type IqResult =
  | { readonly ok: true; readonly value: Element }
  | { readonly ok: false; readonly code: 'timeout' | 'offline' }
  /** condition: the defined condition of RFC 6120 section 8.3.3, `undefined-condition` when there is none. */
  | {
      readonly ok: false;
      readonly code: 'error';
      readonly condition: string;
      readonly error: Element | null;
    };

export type StanzaListener = (stanza: Element, from: BareJid | FullJid) => void;

/** `payload` null: an empty result. `condition`: a defined condition of RFC 6120 section 8.3.3. */
export type IqAnswer =
  | { readonly ok: true; readonly payload: Element | null }
  | {
      readonly ok: false;
      readonly type: 'cancel' | 'modify' | 'auth' | 'wait';
      readonly condition: string;
    };

export type IqAnswerer = (
  payload: Element,
  from: BareJid | FullJid,
  iq: Element,
) => IqAnswer | Promise<IqAnswer>;

export interface ConnectionOptions extends ServerRules {
  readonly account: BareJid;
  /** Asked for at each login, kept nowhere else. */
  readonly password: () => string;
  /** Asked for every stanza that comes or goes, whoever handles it: there is no way past it. */
  readonly border: Border;
}

/** What policy says of the company's server: where it is, how it is recognised, and what a login to it may look like. */
export interface ServerRules {
  /** Null: SRV records of the account's domain, else the domain itself (RFC 6120 section 3.2, XEP-0368). */
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly tls: 'direct' | 'starttls';
  } | null;
  readonly proxy: ProxyRules;
  readonly trust: TrustRules;
  readonly login: LoginRules;
}

/** The way out of the company's network. `system`: as the operating system says for the server; `none`: never by a proxy. */
export type ProxyRules =
  | { readonly mode: 'system' | 'none' }
  | { readonly mode: 'fixed'; readonly host: string; readonly port: number };

export interface TrustRules {
  /** PEM certificates to trust instead of the system's; null: the system's. */
  readonly ca: string | null;
  /** Base64 SHA-256 of SubjectPublicKeyInfo (RFC 7469 section 2.4), one of which has to be in the chain; empty: any chain. */
  readonly pins: readonly string[];
  /** TLS 1.2 is not enough. */
  readonly requireTls13: boolean;
}

export interface LoginRules {
  /** Whether the password itself may be shown to a server that proved to be the domain's. */
  readonly allowPlain: boolean;
  /** Shown to the server in TLS, and used to log in where it offers that (SASL EXTERNAL, XEP-0178). */
  readonly clientCertificate: ClientCertificate | null;
}

/** PEM, both of them; the certificate with whatever leads up to the authority that the server knows. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}
