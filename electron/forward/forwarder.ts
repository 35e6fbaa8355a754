import { randomInt } from 'node:crypto';
import type { ForwardingError, ForwardingState } from '../../shared/model/forwarding.ts';
import { Bell } from './bell.ts';
import type { Extent, LogServer, Origin } from './forwarding.ts';
import { Line, LineBroken, type LineTiming } from './line.ts';
import { gapNotice, heartbeatNotice, type Notice, noticeOf } from './notice.ts';
import { readPosition, writePosition } from './position-file.ts';
import { type Mark, RecordTail } from './record-tail.ts';
import { syslogFrame } from './syslog-message.ts';

export interface ForwarderTiming extends LineTiming {
  /** Between the first two attempts, in milliseconds; doubled each time up to `longest`. */
  readonly first: number;
  readonly longest: number;
}

export interface ForwarderOptions {
  readonly server: LogServer;
  /** The record's. */
  readonly folder: string;
  /** Where the position is kept. */
  readonly positionFile: string;
  readonly origin: Origin;
  readonly timing: ForwarderTiming;
  readonly now: () => number;
  readonly onState: (state: NonNullable<ForwardingState>) => void;
}

export const forwarderTiming: ForwarderTiming = {
  connect: 10_000,
  refusal: 500,
  stall: 30_000,
  finish: 10_000,
  first: 1000,
  longest: 300_000,
};

/** A line that holds so long ends the waiting between attempts, in milliseconds. */
const steady = 30_000;
/** While much is read and written, so often is told how far it has come. */
const mostBetweenStates = 1000;

/**
 * Sends the record on to the log server: in order, at least once, from the disk, so that nothing waits in memory and what waits
 * survives every end of the program.
 *
 * Syslog has no answers (RFC 5425), so this is how something is known to have arrived: now and then a second line is opened, the first
 * is ended, and the server ends its side when it has read all of it. That was read; but a process that is killed takes with it what it has
 * not written yet. When the second line, which is with the same process, has ended in order as well, the process has lived a heartbeat
 * longer, and what the first line carried counts as confirmed. After anything else everything behind that is sent again, and is known
 * by its number.
 */
export class Forwarder {
  readonly #options: ForwarderOptions;
  readonly #tail: RecordTail;
  readonly #bell = new Bell();
  #extent: Extent | null = null;
  /** The one that is being read. */
  #record = '';
  /** Another one stood here, and the log server has not been told yet. */
  #replaced: ReturnType<typeof readPosition> = null;
  #line: Line | null = null;
  #confirmed: Mark = start;
  /** Read by the server, on a line that has ended; null after a break. */
  #read: Mark | null = null;
  #connectedSince: number | null = null;
  #lastError: NonNullable<ForwardingState>['lastError'] = null;
  #failures = 0;
  #isClosing = false;
  readonly #leaving = new AbortController();
  #stateAt = 0;
  #running: Promise<void> | null = null;

  constructor(options: ForwarderOptions) {
    this.#options = options;
    this.#tail = new RecordTail(options.folder);
  }

  /** There is more on record, or another record. */
  grown(extent: Extent): void {
    this.#extent = extent;
    this.#running ??= this.#run();
    this.#bell.ring();
  }

  /** What is on record goes out first, as far as that is possible within so many milliseconds. */
  async close(patience: number): Promise<void> {
    this.#isClosing = true;
    this.#bell.ring();
    const timer = setTimeout(() => {
      this.#leaving.abort();
      this.#line?.cut();
    }, patience);
    await this.#running;
    clearTimeout(timer);
    this.#tail.close();
  }

  async #run(): Promise<void> {
    while (!this.#isClosing) {
      try {
        this.#goBack();
        this.#tellState();
        this.#line = await this.#open();
        this.#connectedSince = this.#options.now();
        await this.#serve();
      } catch (error) {
        if (!(error instanceof LineBroken)) throw error;
        await this.#wait(error.code);
      }
    }
  }

  #open(): Promise<Line> {
    const { server, timing } = this.#options;
    return Line.open(server, timing, this.#leaving.signal);
  }

  /** To behind what is confirmed; of another record, to its begin. */
  #goBack(): void {
    const extent = this.#extent ?? none;
    const position = readPosition(this.#options.positionFile);
    this.#record = extent.record;
    this.#replaced = position === null || position.record === extent.record ? null : position;
    this.#read = null;
    this.#tail.seek(position?.record === extent.record ? position.confirmed : 0, extent);
    this.#confirmed = this.#tail.mark;
  }

  async #wait(code: ForwardingError): Promise<void> {
    const { timing, now } = this.#options;
    const heldFor = this.#connectedSince === null ? 0 : now() - this.#connectedSince;
    this.#failures = heldFor >= steady ? 0 : this.#failures + 1;
    this.#line?.cut();
    this.#line = null;
    this.#connectedSince = null;
    this.#lastError = { code, at: now() };
    this.#tellState();
    const delay = Math.min(timing.first * 2 ** Math.min(this.#failures - 1, 20), timing.longest);
    // Half of it is chance: when the server comes back, its desktops do not all come in the same instant.
    const until = now() + Math.round(delay * (0.5 + randomInt(500) / 1000));
    while (!this.#isClosing && now() < until) {
      await this.#bell.wait(until - now());
      // The record goes on growing, and policy may have something to say about that.
      this.#tellStateNowAndThen();
    }
  }

  async #serve(): Promise<void> {
    const { server, now } = this.#options;
    await this.#beat();
    let beatAt = now() + server.heartbeatSeconds * 1000;
    this.#tellState();
    while (!this.#isClosing) {
      if (this.#extent?.record !== this.#record) this.#goBack();
      const isDone = await this.#pump(beatAt);
      if (now() >= beatAt) {
        await this.#beat();
        if (isBehind(this.#confirmed, this.#tail.mark)) await this.#change();
        beatAt = now() + server.heartbeatSeconds * 1000;
      }
      this.#tellStateNowAndThen();
      if (isDone) await this.#bell.wait(Math.max(0, beatAt - now()), this.#line?.broken ?? null);
    }
    await this.#pump(Number.POSITIVE_INFINITY);
    await this.#line?.finish();
  }

  /** False: the time has come before the end of the record. */
  async #pump(until: number): Promise<boolean> {
    const { now } = this.#options;
    if (this.#replaced !== null) {
      const { record, confirmed } = this.#replaced;
      await this.#write(gapNotice(record, confirmed, confirmed, 'record-replaced', now()));
      this.#replaced = null;
      this.#keep();
    }
    while (now() < until) {
      const extent = this.#extent ?? none;
      if (extent.record !== this.#record) return false;
      const item = this.#tail.next(extent);
      if (item?.kind === 'gap' || (item === null && this.#tail.mark.sequence < extent.size)) {
        this.#lastError = { code: 'record-unreadable', at: now() };
      }
      if (item === null) return true;
      await this.#write(noticeOf(item, extent.record, now()));
      this.#tellStateNowAndThen();
    }
    return false;
  }

  #beat(): Promise<void> {
    return this.#write(heartbeatNotice(this.#record, this.#tail.mark, this.#options.now()));
  }

  /** Goes over to another line. The orderly end of this one confirms what the one before it carried. */
  async #change(): Promise<void> {
    const mark = this.#tail.mark;
    const next = await this.#open();
    try {
      await this.#line?.finish();
    } catch (error) {
      next.cut();
      throw error;
    }
    this.#line = next;
    if (this.#read !== null) {
      this.#confirmed = this.#read;
      this.#keep();
    }
    this.#read = mark;
  }

  #keep(): void {
    const { positionFile } = this.#options;
    writePosition(positionFile, { record: this.#record, confirmed: this.#confirmed.sequence });
  }

  async #write(notice: Notice): Promise<void> {
    const { origin, server } = this.#options;
    await this.#line?.write(syslogFrame(notice, origin, server));
  }

  #tellStateNowAndThen(): void {
    if (this.#options.now() - this.#stateAt >= mostBetweenStates) this.#tellState();
  }

  #tellState(): void {
    const { server, now, onState } = this.#options;
    this.#stateAt = now();
    const lagBytes = this.#tail.bytesSince(this.#confirmed);
    const isOverdue = lagBytes > server.queueMb * 1024 * 1024;
    onState({
      server: `${server.host}:${server.port}`,
      connectedSince: this.#connectedSince,
      confirmed: this.#confirmed.sequence,
      size: this.#extent?.size ?? 0,
      lagBytes,
      isOverdue,
      isSendingStopped: isOverdue && server.failMode === 'blockSend',
      lastError: this.#lastError,
    });
  }
}

const start: Mark = { sequence: 0, segment: 0, offset: 0 };
function isBehind(before: Mark, { segment, offset }: Mark): boolean {
  return before.segment < segment || before.offset < offset;
}

const none: Extent = { record: '', size: 0, signed: 0 };
