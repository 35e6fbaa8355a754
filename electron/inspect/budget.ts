import { type FilesPolicy, filesSchema } from '../../shared/files-policy.ts';

export interface Limits {
  /** Bytes that may come out of all containers and compressed streams together. */
  readonly bytes: number;
  /** Members of archives, parts of documents, objects, streams: whatever is counted one by one. */
  readonly entries: number;
  /** Files within files. */
  readonly depth: number;
  readonly milliseconds: number;
  /** How many times larger than its source a stream may be, once it is larger than `ratioFrom`. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

export type Limit = 'bytes' | 'entries' | 'depth' | 'time' | 'ratio';

/**
 * The limits of policy. By default none is above ClamAV's own, over which it does not look, and by default says that all is well.
 */
export function limitsOf({ archiveLimits, scanTimeoutMs }: FilesPolicy): Limits {
  const { depth, count, bytes, ratio } = archiveLimits;
  return { bytes, entries: count, depth, milliseconds: scanTimeoutMs, ratio, ratioFrom: 8 * 1024 * 1024 };
}

export const strictLimits: Limits = limitsOf(filesSchema.parse({}));

/** The file asks for more than anybody needs to look at: held, never clean. */
export class OverLimit extends Error {
  readonly limit: Limit;

  constructor(limit: Limit) {
    super(`over the limit of ${limit}`);
    this.name = 'OverLimit';
    this.limit = limit;
  }
}

/** What is left of the limits. Each method throws `OverLimit` instead of going below nothing. */
export class Budget {
  readonly limits: Limits;
  readonly #now: () => number;
  readonly #until: number;
  #bytes: number;
  #entries: number;
  #depth = 0;

  /** `now` in milliseconds, on a clock that only goes forward. */
  constructor(limits: Limits, now: () => number) {
    this.limits = limits;
    this.#now = now;
    this.#until = now() + limits.milliseconds;
    this.#bytes = limits.bytes;
    this.#entries = limits.entries;
  }

  get bytesLeft(): number {
    return this.#bytes;
  }

  /** Bytes that came out of something. */
  takeBytes(count: number): void {
    this.#bytes -= count;
    if (this.#bytes < 0) throw new OverLimit('bytes');
  }

  /** One more of what is counted. Looks at the clock too. */
  takeEntry(): void {
    this.#entries -= 1;
    if (this.#entries < 0) throw new OverLimit('entries');
    this.checkTime();
  }

  /** For loops that count nothing: call it every so many steps. */
  checkTime(): void {
    if (this.#now() > this.#until) throw new OverLimit('time');
  }

  /** One level down, for as long as `look` takes. */
  deeper<T>(look: () => T): T {
    if (this.#depth >= this.limits.depth) throw new OverLimit('depth');
    this.#depth += 1;
    try {
      return look();
    } finally {
      this.#depth -= 1;
    }
  }
}
