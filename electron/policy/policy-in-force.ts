import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { stampsOf, watchAll } from './file-changes.ts';
import { isRefused, type LoadedPolicy, loadPolicy } from './load-policy.ts';
import type { PolicySource } from './policy-source.ts';
import { type CheckRules, withRulesChecked } from './with-rules-checked.ts';

/** In milliseconds. */
export interface PolicyTiming {
  /** Files have to lie still for so long before what they say counts, and again before it is refused: somebody may be writing. */
  readonly settle: number;
  /** Where the system tells of no change, it is looked for so often. */
  readonly look: number;
}

const usualTiming: PolicyTiming = { settle: 300, look: 30_000 };

/** By what it can be told, without reading a policy, that it is still the same. */
export interface PolicyLook extends Pick<LoadedPolicy, 'lookedAt' | 'staleAt'> {
  /** Of `lookedAt`, as stampsOf gives them. */
  readonly stamps: string;
}

export interface PolicyWatch {
  /** For the first policy, and for every other before it takes effect. What fails is asked again, and takes effect all the same. */
  readonly putOnRecord: (next: LoadedPolicy) => Promise<void>;
  /** Whether the rules that a policy names can be used. */
  readonly checkRules?: CheckRules;
  readonly onFailure: (error: unknown) => void;
}

/** What makes no other policy. */
const notSaid = { lookedAt: null, staleAt: null };

type Listener = (next: LoadedPolicy, before: LoadedPolicy) => void;

/** The policy in force while the program runs: read again when its files change, and told to whoever decides by it. */
export class PolicyInForce {
  readonly #source: PolicySource | null;
  readonly #timing: PolicyTiming;
  readonly #listeners = new Set<Listener>();
  #current: LoadedPolicy;
  #watch: PolicyWatch | null = null;
  /** What the files looked like when `current` was read; null when nobody looked. */
  #stamps: string | null = null;
  #isOnRecord = false;
  #turn: Promise<void> = Promise.resolve();
  #isAsked = false;
  #stopWatching: () => void = () => {};
  #stopLooking: () => void = () => {};

  constructor(loaded: LoadedPolicy, source: PolicySource | null = null, timing = usualTiming) {
    this.#current = loaded;
    this.#source = source;
    this.#timing = timing;
  }

  static async begin(source: PolicySource | null, timing = usualTiming): Promise<PolicyInForce> {
    return new PolicyInForce(await loadPolicy(source), source, timing);
  }

  get current(): LoadedPolicy {
    return this.#current;
  }

  /** What the one in force was read from, when nobody is looking at it again; null before anybody did, and where what is there is refused. */
  async look(): Promise<PolicyLook | null> {
    await this.#turn;
    const { lookedAt, staleAt } = this.#current;
    return this.#stamps === null || isRefused(this.#current)
      ? null
      : { lookedAt, staleAt, stamps: this.#stamps };
  }

  /** Called when another policy has taken effect; the returned function ends that. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins to look for changes, the first time at once: there may have been one since the policy was read. */
  watch(watch: PolicyWatch): void {
    this.#watch = watch;
    this.#listen();
    const looking = setInterval(() => this.refresh(), this.#timing.look).unref();
    this.#stopLooking = () => clearInterval(looking);
    this.refresh();
  }

  close(): void {
    this.#watch = null;
    this.#stopWatching();
    this.#stopLooking();
  }

  /** Looks whether there is anything new. */
  refresh(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#turn = this.#turn.then(async () => {
      this.#isAsked = false;
      try {
        if (!this.#isOnRecord) await this.#putOnRecord(this.#current);
        await this.#refresh();
      } catch (error) {
        this.#watch?.onFailure(error);
      }
    });
  }

  async #refresh(): Promise<void> {
    let { lookedAt } = this.#current;
    let refusedAt: string | null = null;
    while (this.#watch !== null) {
      const stamps = await stampsOf(lookedAt);
      const isOver = Date.now() >= (this.#current.staleAt ?? Number.POSITIVE_INFINITY);
      const isAsBefore = stamps === this.#stamps && lookedAt === this.#current.lookedAt && !isOver;
      if (isAsBefore) return;
      await setTimeout(this.#timing.settle, undefined, { ref: false });
      const next = await this.#checked(await loadPolicy(this.#source, this.#current));
      const isSamePlace = isDeepStrictEqual(next.lookedAt, lookedAt);
      lookedAt = next.lookedAt;
      if (!isSamePlace || stamps !== (await stampsOf(lookedAt))) continue;
      if (!isRefused(next) || refusedAt === stamps) {
        await this.#take(next, stamps);
        return;
      }
      refusedAt = stamps;
    }
  }

  async #checked(loaded: LoadedPolicy): Promise<LoadedPolicy> {
    const check = this.#watch?.checkRules;
    return check === undefined ? loaded : withRulesChecked(loaded, check);
  }

  async #take(next: LoadedPolicy, stamps: string): Promise<void> {
    const before = this.#current;
    const isSame = isDeepStrictEqual({ ...next, ...notSaid }, { ...before, ...notSaid });
    if (!isSame) await this.#putOnRecord(next);
    this.#current = next;
    this.#stamps = stamps;
    this.#listen();
    // What the watchers before these had to tell is gone with them.
    this.refresh();
    if (!isSame) for (const listener of this.#listeners) listener(next, before);
  }

  async #putOnRecord(next: LoadedPolicy): Promise<void> {
    const watch = this.#watch;
    this.#isOnRecord = false;
    try {
      await watch?.putOnRecord(next);
      this.#isOnRecord = watch !== null;
    } catch (error) {
      watch?.onFailure(error);
    }
  }

  /** Anew each time: a folder that was replaced tells nothing more. */
  #listen(): void {
    this.#stopWatching();
    this.#stopWatching =
      this.#watch === null ? () => {} : watchAll(this.#current.lookedAt, () => this.refresh());
  }
}
