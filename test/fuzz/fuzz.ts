import { liveHeap } from './live-heap.ts';
import { type Random, randomFrom } from './random.ts';

/** Inputs of one kind, and what must hold of them. */
export interface FuzzKind<Input, Outcome, Count extends string> {
  /** A broken one; the same numbers make the same. */
  readonly make: (random: Random) => Input;
  /** The application's own work, which is what the limit of time is about. */
  readonly work: (input: Input) => Outcome;
  /** What there was to count. Throws where a promise does not hold. */
  readonly check: (outcome: Outcome, input: Input) => Readonly<Record<Count, number>>;
  /** All that is needed to try it again by hand. */
  readonly show: (input: Input) => string;
  /** For kinds whose inputs leave something behind: called before every batch, so that it is the batch that an input depends on. */
  readonly begin?: (random: Random) => void;
  /** Once all that a batch set off has come to rest. Throws where a promise does not hold. */
  readonly end?: () => void;
}

export interface FuzzResult<Count extends string> {
  readonly inputs: number;
  readonly counts: Readonly<Partial<Record<Count, number>>>;
  readonly slowestMs: number;
  /** Live heap after, less live heap before, in bytes. */
  readonly heapGrowth: number;
}

/** What the input was when a promise broke. */
export class FuzzFinding extends Error {}

const mostMs = 100;
const batch = 500;
/** A slow input is slow each time; a collection of garbage or the compiler that happened to come is not. */
const tries = 3;

/**
 * Gives `work` inputs that are broken at random, each from numbers of its own: `from` tries one of them again without those before its
 * batch. Rejects with FuzzFinding when something throws, a promise does not hold, or an input takes over 100 ms of its thread's time,
 * whatever else the machine does.
 */
export async function fuzz<Input, Outcome, Count extends string>(
  kind: FuzzKind<Input, Outcome, Count>,
  {
    inputs,
    seed,
    from = 0,
    onProgress = () => undefined,
  }: {
    readonly inputs: number;
    readonly seed: number;
    readonly from?: number;
    readonly onProgress?: (done: number, slowestMs: number) => void;
  },
): Promise<FuzzResult<Count>> {
  const heapBefore = liveHeap();
  const counts: Partial<Record<Count, number>> = {};
  const start = from - (from % batch);
  const end = from + inputs;
  let slowestMs = 0;
  for (let index = start; index < end; index += 1) {
    if (index % batch === 0) kind.begin?.(randomFrom(seedOf(seed, -index)));
    const input = kind.make(randomFrom(seedOf(seed, index)));
    try {
      const { outcome, took } = measured(() => kind.work(input));
      slowestMs = Math.max(slowestMs, took);
      if (took > mostMs) throw new Error(`took ${took} ms`);
      add(counts, kind.check(outcome, input));
      if (index % batch === batch - 1 || index === end - 1) {
        await new Promise((resolve) => setImmediate(resolve));
        kind.end?.();
        onProgress(index + 1, slowestMs);
      }
    } catch (error) {
      const what = error instanceof Error ? `${error.message} ${error.stack}` : String(error);
      throw new FuzzFinding(`${what}, input ${index} of seed ${seed}: ${kind.show(input).slice(0, 20_000)}`);
    }
  }
  return { inputs: end - start, counts, slowestMs, heapGrowth: liveHeap() - heapBefore };
}

function measured<Outcome>(work: () => Outcome): { readonly outcome: Outcome; readonly took: number } {
  let took = Number.POSITIVE_INFINITY;
  for (let left = tries; ; left -= 1) {
    const before = process.threadCpuUsage();
    const outcome = work();
    const { user, system } = process.threadCpuUsage(before);
    took = Math.min(took, (user + system) / 1000);
    if (took <= mostMs || left === 1) return { outcome, took };
  }
}

/** Far apart for inputs that stand side by side. */
function seedOf(seed: number, index: number): number {
  return Math.imul(seed + 1, 0x85ebca6b) ^ Math.imul(index, 0x9e3779b1);
}

function add<Count extends string>(
  counts: Partial<Record<Count, number>>,
  more: Readonly<Record<Count, number>>,
): void {
  for (const name in more) counts[name] = (counts[name] ?? 0) + more[name];
}
