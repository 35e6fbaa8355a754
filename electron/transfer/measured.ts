import { createHash } from 'node:crypto';
import { TransferFailed } from './transfer-failed.ts';

interface Measure {
  /** The pieces as they pass. Throws TransferFailed `too-large` before the first byte beyond the most. */
  readonly pieces: AsyncGenerator<Uint8Array>;
  /** So far; of all of them when they have ended. */
  readonly size: () => number;
  /** Lower-case hexadecimal; once, when they have ended. */
  readonly sha256: () => string;
}

/** What a stream is, learnt while it is stored. */
export function measured(source: AsyncIterable<Uint8Array>, mostBytes: number): Measure {
  const hash = createHash('sha256');
  let size = 0;
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      size += piece.byteLength;
      if (size > mostBytes) throw new TransferFailed('too-large');
      hash.update(piece);
      yield piece;
    }
  }
  return { pieces: pass(), size: () => size, sha256: () => hash.digest('hex') };
}
