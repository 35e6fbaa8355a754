import { connect, createServer, type Server, type Socket } from 'node:net';
import { type LoginPhase, TlsProgress } from './tls-progress.ts';

/** Where and how a link breaks. */
export interface Cut {
  /** `up` is from the client to the server. */
  readonly direction: 'up' | 'down';
  /** How many bytes still pass in that direction. */
  readonly bytes: number;
  /**
   * `reset`: both ends are told. `silence`: nothing passes any more, and the server's end stays open, as behind a router that lost
   * its power.
   */
  readonly manner: 'reset' | 'silence';
}

/** A cable between client and server that a test can cut, or let die without either end being told. */
export class CuttableLink {
  readonly #server: Server;
  readonly #strands = new Set<Strand>();
  readonly #planned: PlannedCut[] = [];
  /** How far in bytes the first login was whenever the client said something. */
  readonly firstLogin = new TlsProgress();

  /** A function where the server gets its port only after the link has its own. */
  constructor(port: number | (() => number)) {
    this.#server = createServer((near) => {
      const isFirst = this.firstLogin.marks.length === 0;
      const strand = new Strand(
        near,
        connect(typeof port === 'number' ? port : port(), '127.0.0.1'),
        isFirst ? this.firstLogin : new TlsProgress(),
      );
      this.#strands.add(strand);
      strand.onClosed = () => this.#strands.delete(strand);
      const planned = this.#planned.shift();
      if (planned) strand.cutAfter(planned);
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  open(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** Ends all connections; new ones are possible at once. */
  cut(): void {
    for (const strand of this.#strands) strand.reset();
  }

  /** Cuts the open connection, counting from now; without one, the next. Resolves to where it was when it broke. */
  cutOpen(cut: Cut): Promise<LoginPhase> {
    const strand = [...this.#strands].find(({ isPassing }) => isPassing);
    if (strand === undefined) return this.cutNext(cut);
    const { promise, resolve } = Promise.withResolvers<LoginPhase>();
    strand.cutAfter({ cut, resolve });
    return promise;
  }

  /** Cuts the next connection that has no cut planned yet, counting from its first byte. */
  cutNext(cut: Cut): Promise<LoginPhase> {
    const { promise, resolve } = Promise.withResolvers<LoginPhase>();
    this.#planned.push({ cut, resolve });
    return promise;
  }

  /** Nothing passes any more on the connections that are open; new ones are possible at once. */
  freeze(): void {
    for (const strand of this.#strands) strand.silence();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

interface PlannedCut {
  readonly cut: Cut;
  readonly resolve: (phase: LoginPhase) => void;
}

/** One connection through the link. */
class Strand {
  onClosed: () => void = () => {};
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #progress: TlsProgress;
  #isSilent = false;
  #cut: { planned: PlannedCut; left: number } | null = null;

  constructor(near: Socket, far: Socket, progress: TlsProgress) {
    this.#near = near;
    this.#far = far;
    this.#progress = progress;
    near.on('data', (chunk) => this.#pass('up', chunk));
    far.on('data', (chunk) => this.#pass('down', chunk));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => socket.destroy());
      socket.on('end', () => {
        if (!this.#isSilent) other.end();
      });
      socket.on('close', () => {
        if (this.#isSilent) return;
        this.#settle();
        other.destroy();
        this.onClosed();
      });
    }
  }

  get isPassing(): boolean {
    return !this.#isSilent && !this.#near.destroyed;
  }

  cutAfter(planned: PlannedCut): void {
    if (this.#cut !== null) throw new Error('a cut is planned already');
    this.#cut = { planned, left: planned.cut.bytes };
    if (planned.cut.bytes === 0) this.#break(planned);
  }

  reset(): void {
    this.#isSilent = false;
    this.#near.resetAndDestroy();
    this.#far.resetAndDestroy();
  }

  silence(): void {
    this.#isSilent = true;
    this.#near.pause();
    this.#far.pause();
  }

  #pass(direction: 'up' | 'down', chunk: Buffer): void {
    if (!this.isPassing) return;
    const cut = this.#cut?.planned.cut.direction === direction ? this.#cut : null;
    const passing = cut === null ? chunk : chunk.subarray(0, cut.left);
    this.#progress.saw(direction, passing);
    const broken = cut !== null && cut.left <= chunk.length ? cut.planned : null;
    if (cut !== null) cut.left -= passing.length;
    const to = direction === 'up' ? this.#far : this.#near;
    if (broken === null) to.write(passing);
    // What has passed arrives, so that the two ends differ in what they believe.
    else to.write(passing, () => this.#break(broken));
    if (broken !== null) this.silence();
  }

  #break({ cut }: PlannedCut): void {
    this.#settle();
    if (cut.manner === 'reset') this.reset();
    else this.silence();
  }

  /** Also when the connection ended by itself: broken is broken. */
  #settle(): void {
    const cut = this.#cut;
    this.#cut = null;
    cut?.planned.resolve(this.#progress.phase);
  }
}
