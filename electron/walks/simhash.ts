/**
 * A hash that differs in few bits for texts that differ in few places (Charikar 2002), over pieces of four characters. Case, digits, marks
 * and spaces count for nothing: they are what is changed from one copy to the next. Null for a text too short to be told from others.
 */
export function simhash(text: string): bigint | null {
  const plain = text
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, '');
  if (plain.length < shortest) return null;
  const weights = new Int32Array(bits);
  for (let start = 0; start + piece <= plain.length; start++) {
    let [low, high] = [0x811c9dc5, 0x01000193];
    for (let index = start; index < start + piece; index++) {
      const code = plain.charCodeAt(index);
      low = mixed(low ^ code);
      high = mixed(high ^ (code + low));
    }
    for (let bit = 0; bit < bits / 2; bit++) {
      weights[bit] = (weights[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1);
      weights[bit + bits / 2] = (weights[bit + bits / 2] ?? 0) + ((high >>> bit) & 1 ? 1 : -1);
    }
  }
  return weights.reduce((hash, weight, bit) => (weight > 0 ? hash | (1n << BigInt(bit)) : hash), 0n);
}

/** From 0 to 1. */
export function similarity(a: bigint, b: bigint): number {
  let different = 0;
  for (let left = a ^ b; left > 0n; left &= left - 1n) different += 1;
  return 1 - different / bits;
}

const bits = 64;
const piece = 4;
const longest = 2000;
const shortest = 24;

/** Every bit of what comes out depends on every bit of what went in (the finalizer of MurmurHash3). */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
