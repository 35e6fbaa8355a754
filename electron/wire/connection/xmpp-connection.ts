import type { SecureContext } from 'node:tls';
import type { ConnectionFailure, ConnectionState } from '../../../shared/model/connection.ts';
import { domainOf, type FullJid, parseBareJid } from '../../../shared/model/jid.ts';
import { attempt } from './attempt.ts';
import { BackOff } from './back-off.ts';
import { mayEnter, mayLeave } from './border.ts';
import type {
  Connection,
  ConnectionEvents,
  ConnectionOptions,
  IqAnswerer,
  IqResult,
  RequestOptions,
  ServerRules,
  StanzaListener,
  Violation,
} from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { type Element, xml } from './element.ts';
import { type Environment, systemEnvironment } from './environment.ts';
import { Listeners } from './listeners.ts';
import { isStanza, LiveStream } from './live-stream.ts';
import type { Login, Session } from './login.ts';
import { StanzaRouter } from './stanza-router.ts';
import { makeSecureContext } from './trust.ts';
import type { XmppStream } from './xmpp-stream.ts';

/** Keeps one account online: attempts, sessions and the time between them. `Connection` says what it promises. */
export class XmppConnection implements Connection {
  #options: ConnectionOptions;
  readonly #environment: Environment;
  readonly #events = new Listeners<ConnectionEvents>((event, error) => {
    // Whoever is to hear of failures cannot fail unheard.
    if (event === 'violation') throw error;
    this.#violated({ rule: 'connection.listener-failed', from: '', detail: `${event}: ${error}` });
  });
  readonly #stanzas: StanzaRouter;
  readonly #backOff: BackOff;
  #secureContext: SecureContext | null = null;
  #state: ConnectionState = { kind: 'signed-out' };
  #features: Element | null = null;
  #isReading = true;
  #jid: FullJid | null = null;
  #session: Session | null = null;
  #live: LiveStream | null = null;
  /** The attempt that goes on, as far as other rules may call it off. */
  #attempting = new AbortController();
  #run: { readonly aborting: AbortController; readonly done: Promise<void> } | null = null;
  #wake: () => void = () => {};

  constructor(options: ConnectionOptions, environment: Environment = systemEnvironment()) {
    this.#options = options;
    this.#environment = environment;
    this.#backOff = new BackOff(environment.timing.retry, environment.random);
    this.#stanzas = new StanzaRouter({
      account: options.account,
      clock: environment.clock,
      send: (stanza) => this.send(stanza),
      onViolation: (violation) => this.#violated(violation),
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get jid(): FullJid | null {
    return this.#jid;
  }

  get features(): Element | null {
    return this.#features;
  }

  on<E extends keyof ConnectionEvents>(
    event: E,
    listener: (...args: ConnectionEvents[E]) => void,
  ): () => void {
    return this.#events.add(event, listener);
  }

  onStanza(kind: 'message' | 'presence', listener: StanzaListener): () => void {
    return this.#stanzas.listen(kind, listener);
  }

  answer(type: 'get' | 'set', namespace: string, name: string, answer: IqAnswerer): () => void {
    return this.#stanzas.answer(type, namespace, name, answer);
  }

  send(stanza: Element): boolean {
    return this.#live !== null && mayLeave(stanza, this.#options.border) && this.#live.send(stanza);
  }

  request(iq: Element, options: RequestOptions): Promise<IqResult> {
    return this.#stanzas.request(iq, options);
  }

  start(): void {
    if (this.#run !== null) return;
    this.#backOff.reset();
    const aborting = new AbortController();
    this.#run = { aborting, done: this.#stayOnline(aborting.signal) };
  }

  async stop(): Promise<void> {
    const run = this.#run;
    if (run !== null) {
      const closing = this.#live?.close();
      run.aborting.abort();
      this.#wake();
      await closing;
      await run.done;
    }
    this.#endSession();
    this.#setState({ kind: 'signed-out' });
  }

  reconnect(): void {
    this.#backOff.reset();
    this.#live?.probe(this.#environment.timing.urgentProbe);
    this.#wake();
  }

  setReading(isReading: boolean): void {
    this.#isReading = isReading;
    this.#live?.setReading(isReading);
  }

  follow(rules: ServerRules): void {
    this.#options = { ...this.#options, ...rules };
    this.#secureContext = null;
    if (this.#run !== null) {
      this.#attempting.abort();
      this.#backOff.reset();
      this.#wake();
      void this.#live?.close();
      // What was refused under other rules may be let in under these; a password that was not accepted will not be (X19).
    } else if (this.#state.kind === 'refused' && this.#state.cause.code !== 'wrong-password') this.start();
  }

  async #stayOnline(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#setState({ kind: 'connecting' });
      this.#attempting = new AbortController();
      const isFollowing = this.#attempting.signal;
      const cause = this.#explain(await this.#connect(AbortSignal.any([signal, isFollowing])));
      if (signal.aborted) break;
      if (isFollowing.aborted) {
        // Taken up again, it would be a session that other rules let in.
        this.#endSession();
        continue;
      }
      const delay = this.#backOff.next(cause);
      // What broke a rule would be delivered again to the resumed session, and break it again.
      if (delay === null || cause.code === 'stream-violation') this.#endSession();
      if (delay === null) {
        this.#run = null;
        this.#setState({ kind: 'refused', cause });
        return;
      }
      this.#setState({ kind: 'waiting', cause, retryAt: this.#environment.clock.now() + delay });
      await this.#pause(delay);
    }
    this.#run = null;
  }

  /** Resolves when the attempt failed, or the session it led to has lost its stream. */
  async #connect(signal: AbortSignal): Promise<ConnectionFailure> {
    try {
      const { trust, login } = this.#options;
      this.#secureContext ??= makeSecureContext(trust, login.clientCertificate);
      const established = await attempt({
        options: this.#options,
        environment: this.#environment,
        secureContext: this.#secureContext,
        previous: this.#session,
        signal,
      });
      return await this.#stay(established.stream, established.login);
    } catch (error) {
      if (error instanceof ConnectionFailed) return error.failure;
      this.#violated({ rule: 'connection.internal-error', from: '', detail: String(error) });
      return { code: 'server-error', params: { condition: 'internal-error' } };
    }
  }

  /** Takes up the session and resolves when its stream has ended. */
  #stay(stream: XmppStream, login: Login): Promise<ConnectionFailure> {
    const { clock, timing } = this.#environment;
    const { session, isResumed } = login;
    return new Promise((resolve) => {
      const live = new LiveStream(
        { stream, management: session.management, ping: () => this.#ping(), timing, clock },
        {
          stanza: (stanza) => this.#take(stanza),
          dropped: ({ rule, opening }) =>
            this.#violated({ rule, from: opening.attrs['from'] ?? '', detail: opening.name }),
          acknowledged: (stanzas) => this.#acknowledged(stanzas),
          unexpected: ({ name }) =>
            this.#violated({ rule: 'stream.unexpected-element', from: '', detail: name }),
          ended: ({ failure }) => {
            callOff();
            this.#live = null;
            this.#features = null;
            // A server can take up a session and no longer read it: Prosody 0.12 gives what comes on the new stream to the parser of the
            // old one, which may stand in the middle of a stanza. It would be so at every attempt.
            const isLost = isResumed && live.wasDeaf;
            if (isLost || !session.management?.resume()) this.#endSession(live.unacknowledged);
            resolve(failure);
          },
        },
      );
      this.#acknowledged(login.acknowledged);
      if (!isResumed) this.#endSession();
      this.#session = session;
      this.#jid = session.jid;
      this.#features = login.features;
      this.#live = live;
      const callOff = clock.after(timing.settled, () => this.#backOff.reset());
      this.#setState({ kind: 'online', tls: stream.tls, sasl: login.sasl });
      if (isResumed) live.replay();
      this.#events.emit('online', { resumed: isResumed, jid: session.jid });
      for (const element of login.early) if (isStanza(element)) this.#take(element);
      live.setReading(this.#isReading);
      live.start();
    });
  }

  /** What does not pass is not answered either: an error, too, would be a word to somebody who gets none. */
  #take(stanza: Element): void {
    if (mayEnter(stanza, this.#options.border)) this.#stanzas.route(stanza);
  }

  #endSession(unacknowledged = this.#session?.management?.unacknowledged ?? []): void {
    if (this.#session === null) return;
    this.#session = null;
    this.#stanzas.abandonRequests();
    const messages = unacknowledged.filter(({ name }) => name === 'message');
    if (messages.length > 0) this.#events.emit('lost', messages);
  }

  #acknowledged(stanzas: readonly Element[]): void {
    const ids = stanzas.filter(({ name }) => name === 'message').map(({ attrs }) => attrs['id']);
    const known = ids.filter((id) => id !== undefined);
    if (known.length > 0) this.#events.emit('acked', known);
  }

  /** Any answer of the server is a sign of life, an error too (XEP-0199 section 4.2). */
  async #ping(): Promise<boolean> {
    const { account } = this.#options;
    const result = await this.request(xml('iq', { type: 'get' }, xml('ping', 'urn:xmpp:ping')), {
      to: parseBareJid(domainOf(account)),
    });
    return result.ok || result.code === 'error';
  }

  /** No server can be found without a network; that is the cause then, whatever the attempt saw of it. */
  #explain(failure: ConnectionFailure): ConnectionFailure {
    const isSilence = [
      'host-not-found',
      'server-unreachable',
      'server-timeout',
      'connection-lost',
      'proxy-unreachable',
    ];
    const needsNetwork = !thisMachine.test(this.#options.server?.host ?? '');
    const isOffline = needsNetwork && isSilence.includes(failure.code) && !this.#environment.hasNetwork();
    return isOffline ? { code: 'offline', params: {} } : failure;
  }

  #setState(state: ConnectionState): void {
    this.#state = state;
    this.#events.emit('state', state);
  }

  /** What it says comes from strangers and goes into records: never longer than an address, or a line. */
  #violated({ rule, from, detail }: Violation): void {
    this.#events.emit('violation', { rule, from: from.slice(0, 3071), detail: detail.slice(0, 300) });
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#environment.clock.after(milliseconds, resolve);
      this.#wake = () => {
        callOff();
        resolve();
      };
    });
  }
}

const thisMachine = /^(localhost|127\..*|::1)$/;
