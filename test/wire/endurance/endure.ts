import { type Prosody, startProsody } from '../../server/prosody.ts';
import type { LoginPhase } from '../../server/tls-progress.ts';
import { Chance } from './chance.ts';
import { EnduringDesk } from './enduring-desk.ts';
import { EnduringPeer, serverArchive } from './enduring-peer.ts';
import { type Balance, balanceOf, type Holding, type Written } from './ledger.ts';
import { cutOfAttempt, planStorms, type Storm } from './storms.ts';

export interface EnduranceOptions {
  readonly messages: number;
  readonly cuts: number;
  /** A whole number; the same one gives the same messages and the same cuts. */
  readonly seed: number;
  readonly progress?: (line: string) => void;
}

export interface Endurance extends Balance {
  /** Connections that really broke because of us. */
  readonly cuts: number;
  /** Of them, by what the client was about. `unconfirmed`: between a message and its acknowledgement. */
  readonly phases: Readonly<Record<BrokenIn, number>>;
  /**
   * Messages that the server was dealing with when it was killed, in the sender's archive and not yet in the other's. For the sender it
   * has them, so no client can know; they are left out of the comparison. At most one for each kill.
   */
  readonly torn: number;
  readonly seconds: number;
}

type BrokenIn = LoginPhase | 'unconfirmed' | 'server-killed';

/**
 * Two clients and a scripted peer write to each other through a real server while links break and the server is killed. Afterwards what
 * was written is compared with the server's archives of all three and with what both clients show.
 */
export async function endure(options: EnduranceOptions): Promise<Endurance> {
  const server = await startProsody({ hosts: ['corp.test'], groups: { Finance: members } });
  for (const { jid, password } of accounts) server.addAccount(jid, password);
  const office = new Office(server, options);
  try {
    return await office.endure();
  } finally {
    await office.close();
    await server.stop();
  }
}

const password = 'correct horse battery staple';
const anna = { jid: 'anna@corp.test', password };
const bea = { jid: 'bea@corp.test', password };
const carl = { jid: 'carl@corp.test', password };
const accounts = [anna, bea, carl];
const members = accounts.map(({ jid }) => ({ jid, name: jid }));

/** Nothing at all happens for so many milliseconds only when something is wrong. */
const patience = 60_000;

class Office {
  readonly #server: Prosody;
  readonly #options: EnduranceOptions;
  readonly #chance: Chance;
  #written: Written[] = [];
  readonly #torn = new Set<string>();
  readonly #phases = {
    tcp: 0,
    tls: 0,
    sasl: 0,
    resumption: 0,
    session: 0,
    unconfirmed: 0,
    'server-killed': 0,
  };
  readonly #desks: EnduringDesk[] = [];
  readonly #peer: EnduringPeer;
  readonly #waiting = new Set<() => void>();

  constructor(server: Prosody, options: EnduranceOptions) {
    this.#server = server;
    this.#options = options;
    this.#chance = new Chance(options.seed);
    this.#peer = new EnduringPeer(server, carl);
  }

  async endure(): Promise<Endurance> {
    const begin = performance.now();
    const { messages, cuts, progress = () => {} } = this.#options;
    const storms = planStorms(cuts, this.#chance);
    const first = await EnduringDesk.open(this.#server, anna, () => this.#wake());
    this.#desks.push(first);
    const second = await EnduringDesk.open(this.#server, bea, () => this.#wake());
    this.#desks.push(second);
    await this.#peer.comeBack();
    await this.#until(() => this.#desks.every(({ renewed }) => renewed === 1));
    for (const [index, storm] of storms.entries()) {
      const share =
        Math.round((messages * (index + 1)) / storms.length) - this.#written.length - this.#torn.size;
      await this.#break(storm, first, second, share);
      if (index % 10 === 9) progress(`${this.#written.length} messages, ${this.#cuts} cuts`);
    }
    await this.#until(() => this.#isCalm);
    const holdings = [...(await this.#shown()), ...(await this.#archived())].map((holding) => ({
      ...holding,
      bodies: holding.bodies.filter((body) => !this.#torn.has(body)),
    }));
    const balance = balanceOf(this.#written, holdings);
    return {
      ...balance,
      cuts: this.#cuts,
      torn: this.#torn.size,
      phases: this.#phases,
      seconds: Math.round((performance.now() - begin) / 100) / 10,
    };
  }

  async close(): Promise<void> {
    this.#peer.drop();
    await Promise.all(this.#desks.map((desk) => desk.close()));
  }

  get #cuts(): number {
    return Object.values(this.#phases).reduce((sum, count) => sum + count, 0);
  }

  /** Everybody's messages are where they should be, as far as the clients know. */
  get #isCalm(): boolean {
    return this.#desks.every(
      (desk) =>
        desk.isOnline &&
        !desk.isWaiting &&
        desk.heard.size === this.#written.filter(({ to }) => to === desk.account).length,
    );
  }

  async #break(storm: Storm, first: EnduringDesk, second: EnduringDesk, messages: number): Promise<void> {
    const desk = storm.hits === 'second' ? second : first;
    const { link } = desk;
    const attempts = storm.attempts.map((cut) =>
      link.cutNext(cutOfAttempt(cut, link.firstLogin)).then((phase) => {
        this.#phases[phase] += 1;
        desk.tryNow();
      }),
    );
    const session = link.cutOpen(storm.cut).then((phase) => {
      if (storm.hits === 'server') this.#phases['server-killed'] += 1;
      else this.#phases[phase === 'session' && desk.isWaiting ? 'unconfirmed' : phase] += 1;
      desk.tryNow();
    });
    let isOver = false;
    const over = Promise.all([session, ...attempts]).then(() => {
      isOver = true;
      this.#wake();
    });
    const flushed = this.#write(messages);
    if (storm.hits === 'server') {
      await Promise.race([session, this.#until(() => this.#isCalm)]);
      link.cut();
      const log = this.#server.logs();
      await this.#server.kill();
      await flushed;
      await this.#server.start();
      await this.#leaveOutTorn(log);
      await this.#peer.comeBack();
    }
    // A cut that has not come about when all is quiet is made then.
    await this.#until(() => isOver || this.#isCalm);
    while (!isOver) {
      link.cut();
      await this.#until(() => isOver || !desk.isOnline);
      await this.#until(() => isOver || this.#isCalm);
    }
    await Promise.all([over, flushed]);
    // Half of the time the next burst is written while the client is still finding its way back.
    if (this.#chance.next() < 0.5) await this.#until(() => this.#isCalm);
  }

  /** Everybody writes to somebody. Resolves when the peer's part has reached the server, or the server is gone. */
  async #write(messages: number): Promise<void> {
    for (let count = 0; count < messages; count++) {
      const from = this.#chance.oneOf([anna, bea, carl]);
      const to = this.#chance.oneOf(from === anna ? [bea, carl] : from === bea ? [anna, carl] : [anna, bea]);
      const body =
        `${this.#written.length + this.#torn.size} ${'ä€😀x<& '.repeat(this.#chance.between(0, 30))}`.trimEnd();
      this.#written.push({ from: from.jid, to: to.jid, body });
      const desk = this.#desks.find(({ account }) => account === from.jid);
      if (desk === undefined) this.#peer.write(to.jid, body);
      else desk.write(to.jid, body);
    }
    // When the server is killed meanwhile, it is said again when it is back.
    await this.#peer.flush().catch(() => undefined);
  }

  /** Looks whether the message that the killed server was dealing with, by its own log, got no further than the sender's archive. */
  async #leaveOutTorn(log: readonly string[]): Promise<void> {
    const lastLine = log.findLast((line) => line.includes('Received[c2s]: <message ')) ?? '';
    const [, lastId] = / id='([^']*)'/.exec(lastLine) ?? [];
    const archives = await Promise.all(accounts.map((account) => serverArchive(this.#server, account)));
    const holders = archives.filter((archive) =>
      archive.some(({ id, body }) => id === lastId && body !== ''),
    );
    const [message] = holders.flat().filter(({ id }) => id === lastId);
    if (holders.length !== 1 || message === undefined) return;
    this.#torn.add(message.body);
    this.#written = this.#written.filter(({ body }) => body !== message.body);
  }

  async #shown(): Promise<Holding[]> {
    const holdings: Holding[] = [];
    for (const desk of this.#desks) {
      await desk.settled();
      for (const { jid } of accounts.filter(({ jid }) => jid !== desk.account)) {
        const shown = await desk.conversation(jid);
        const place = `shown to ${desk.account}`;
        const own = shown.filter(
          ({ direction, state }) => direction === 'out' && ['sent', 'delivered'].includes(state),
        );
        const others = shown.filter(({ direction }) => direction === 'in');
        holdings.push({ place, from: desk.account, to: jid, bodies: own.map(({ body }) => body) });
        holdings.push({ place, from: jid, to: desk.account, bodies: others.map(({ body }) => body) });
      }
    }
    return holdings;
  }

  async #archived(): Promise<Holding[]> {
    const holdings: Holding[] = [];
    for (const account of accounts) {
      const archive = (await serverArchive(this.#server, account)).filter(({ body }) => body !== '');
      const place = `the server's archive of ${account.jid}`;
      const between = (from: string, to: string): Holding => ({
        place,
        from,
        to,
        bodies: archive
          .filter((message) => message.from.startsWith(from) && message.to.startsWith(to))
          .map(({ body }) => body),
      });
      for (const other of accounts.filter((one) => one !== account)) {
        holdings.push(between(account.jid, other.jid), between(other.jid, account.jid));
      }
    }
    return holdings;
  }

  /** Resolves as soon as it holds; rejects when nothing happens any more and it does not. */
  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const timer = setTimeout(
        () => reject(new Error(`nothing happens any more:\n${this.#states()}`)),
        patience,
      );
      this.#waiting.add(resolve);
      await promise.finally(() => clearTimeout(timer));
    }
  }

  #states(): string {
    return this.#desks.flatMap(({ state, broken }) => [state, ...broken.slice(-3)]).join('\n');
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
