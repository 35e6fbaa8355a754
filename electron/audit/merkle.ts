import { hash } from 'node:crypto';

/**
 * The Merkle tree of RFC 6962 section 2.1, grown at its right edge. Kept are the roots of its complete subtrees only, largest
 * first: as many as there are ones in the binary form of the size.
 */
export class MerkleTree {
  #size: number;
  readonly #peaks: Buffer[];

  /** `peaks`: those of a tree of that size, from `peaks`. @throws RangeError when there are more or fewer of them */
  constructor(size = 0, peaks: readonly Uint8Array[] = []) {
    if (peaks.length !== ones(size)) throw new RangeError('not the peaks of a tree of that size');
    this.#size = size;
    this.#peaks = peaks.map((peak) => Buffer.from(peak));
  }

  get size(): number {
    return this.#size;
  }

  get peaks(): readonly Uint8Array[] {
    return this.#peaks;
  }

  get root(): Buffer {
    return (
      this.#peaks.reduceRight<Buffer | null>(
        (right, left) => (right === null ? left : nodeHash(left, right)),
        null,
      ) ?? emptyRoot
    );
  }

  append(leaf: Uint8Array): void {
    let peak = leafHash(leaf);
    // Every trailing one of the old size is a complete subtree that the new leaf completes into a larger one.
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      peak = nodeHash(this.#peaks.pop() ?? emptyRoot, peak);
    }
    this.#peaks.push(peak);
    this.#size += 1;
  }

  copy(): MerkleTree {
    return new MerkleTree(this.#size, this.#peaks);
  }
}

export function leafHash(leaf: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([leafPrefix, leaf]), 'buffer');
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

/** Without them an inner node could be passed off as a leaf (RFC 6962 section 2.1). */
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);
const emptyRoot = hash('sha256', '', 'buffer');

function ones(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
