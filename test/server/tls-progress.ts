/** How far a client was, seen from outside of the encryption. `resumption` is that of the session, or the new one's beginning. */
export type LoginPhase = 'tcp' | 'tls' | 'sasl' | 'resumption' | 'session';

/** Encrypted records a client has sent in TLS 1.3 by the end of each phase: its Finished; header, auth and response; header and resume. */
const recordsBy = { tls: 1, sasl: 4, resumption: 6 } as const;

/** Bytes that have passed. */
interface Mark {
  readonly up: number;
  readonly down: number;
}

/**
 * Follows a direct TLS connection by its records (RFC 8446 section 5.1): a client that waits for each answer writes one for each
 * thing it says, so that their number tells what it is about.
 */
export class TlsProgress {
  /** Where each encrypted record of the client ended. */
  readonly marks: Mark[] = [];
  readonly #passed = { up: 0, down: 0 };
  #header: number[] = [];
  #left = 0;

  get phase(): LoginPhase {
    const records = this.marks.length;
    if (this.#passed.up === 0) return 'tcp';
    if (records <= recordsBy.tls) return 'tls';
    if (records <= recordsBy.sasl) return 'sasl';
    return records <= recordsBy.resumption ? 'resumption' : 'session';
  }

  /** The bytes in one direction between which a connection is in that phase; its own marks must be of a whole login. */
  rangeOf(phase: 'tls' | 'sasl' | 'resumption', direction: 'up' | 'down'): readonly [number, number] {
    const before = { tls: 0, sasl: recordsBy.tls, resumption: recordsBy.sasl }[phase];
    const begin = before === 0 ? 1 : this.#at(before)[direction];
    return [begin, Math.max(begin + 1, this.#at(recordsBy[phase])[direction])];
  }

  saw(direction: 'up' | 'down', bytes: Uint8Array): void {
    if (this.phase === 'session') return;
    if (direction === 'down') this.#passed.down += bytes.length;
    else for (const byte of bytes) this.#sawByteUp(byte);
  }

  #sawByteUp(byte: number): void {
    this.#passed.up += 1;
    if (this.#left === 0) {
      this.#header.push(byte);
      if (this.#header.length < 5) return;
      const [, , , high = 0, low = 0] = this.#header;
      this.#left = high * 256 + low;
      return;
    }
    this.#left -= 1;
    if (this.#left > 0) return;
    if (this.#header[0] === applicationData) this.marks.push({ ...this.#passed });
    this.#header = [];
  }

  #at(records: number): Mark {
    const mark = this.marks[records - 1];
    if (mark === undefined) throw new Error('no whole login was seen yet');
    return mark;
  }
}

const applicationData = 23;
