import type { Border } from '../../../electron/wire/connection/border.ts';
import type {
  ConnectionEvents,
  ServerRules,
  Violation,
} from '../../../electron/wire/connection/connection.ts';
import { type Environment, systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import type { LoginMemory, LoginStrength } from '../../../electron/wire/connection/login-memory.ts';
import type { Timing } from '../../../electron/wire/connection/timing.ts';
import { XmppConnection } from '../../../electron/wire/connection/xmpp-connection.ts';
import type { ConnectionState } from '../../../shared/model/connection.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import { openBorder, strictRules } from '../../server/server-rules.ts';

export interface WatchedOptions {
  readonly server?: ServerRules['server'];
  readonly proxy?: ServerRules['proxy'];
  readonly trust?: Partial<ServerRules['trust']>;
  readonly login?: Partial<ServerRules['login']>;
  readonly border?: Border;
  readonly account?: string;
  readonly password?: string;
  readonly timing?: Partial<Timing>;
  readonly environment?: Partial<Environment>;
  readonly remembered?: readonly LoginStrength[];
  /** Called whenever the password is asked for. */
  readonly onPassword?: () => void;
}

/** Keeps what it is told, and begins with what a test says was possible before. */
class RecordedLogins implements LoginMemory {
  readonly remembered: LoginStrength[];

  constructor(remembered: readonly LoginStrength[]) {
    this.remembered = [...remembered];
  }

  strongest(): readonly LoginStrength[] {
    return this.remembered;
  }

  remember(_account: BareJid, strength: LoginStrength): void {
    this.remembered.push(strength);
  }
}

/** A connection of the product, and everything it said since it was made. */
export class WatchedConnection {
  readonly connection: XmppConnection;
  readonly states: ConnectionState[] = [];
  readonly onlines: ConnectionEvents['online'][0][] = [];
  readonly acked: string[] = [];
  readonly lost: string[] = [];
  readonly violations: Violation[] = [];
  readonly loginMemory: RecordedLogins;
  readonly #toldAt = new Map<ConnectionState, number>();
  readonly #waiting = new Set<() => void>();

  constructor(options: WatchedOptions) {
    const account = parseBareJid(options.account ?? 'alice@corp.test');
    if (account === null) throw new Error('not an account');
    this.loginMemory = new RecordedLogins(options.remembered ?? []);
    const system = systemEnvironment(this.loginMemory);
    this.connection = new XmppConnection(
      {
        account,
        password: () => {
          options.onPassword?.();
          return options.password ?? 'correct horse';
        },
        server: options.server ?? strictRules.server,
        proxy: options.proxy ?? strictRules.proxy,
        trust: { ...strictRules.trust, ...options.trust },
        login: { ...strictRules.login, ...options.login },
        border: options.border ?? openBorder,
      },
      {
        ...system,
        hasNetwork: () => true,
        ...options.environment,
        timing: { ...system.timing, ...options.timing },
      },
    );
    this.connection.on('state', (state) =>
      this.#note(() => {
        this.states.push(state);
        this.#toldAt.set(state, Date.now());
      }),
    );
    this.connection.on('online', (online) => this.#note(() => this.onlines.push(online)));
    this.connection.on('acked', (ids) => this.#note(() => this.acked.push(...ids)));
    this.connection.on('lost', (stanzas) =>
      this.#note(() => this.lost.push(...stanzas.map(({ attrs }) => attrs['id'] ?? ''))),
    );
    this.connection.on('violation', (violation) => this.#note(() => this.violations.push(violation)));
  }

  /** Resolves as soon as it holds; checked whenever the connection says something. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async online(count = 1): Promise<void> {
    await this.until(() => this.onlines.length >= count);
  }

  /** The first failure that stands in a state. */
  async failure(): Promise<Extract<ConnectionState, { cause: unknown }>> {
    const failed = () => this.states.find((state) => 'cause' in state);
    await this.until(() => failed() !== undefined);
    const state = failed();
    if (state === undefined || !('cause' in state)) throw new Error('unreachable');
    return state;
  }

  /** Milliseconds from when the state was told until the next attempt, whatever the machine did since. */
  pauseAfter(state: ConnectionState): number {
    const toldAt = this.#toldAt.get(state);
    if (state.kind !== 'waiting' || toldAt === undefined) throw new Error(`no pause after "${state.kind}"`);
    return state.retryAt - toldAt;
  }

  #note(take: () => void): void {
    take();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
