import { Unreadable } from '../unreadable.ts';

type Loaded = Awaited<ReturnType<typeof import('libyara-wasm')>>;

/** Where YARA stops understanding them. */
export class BrokenRules extends Unreadable {
  /** Of all rules in a row, from 1. */
  readonly line: number;
  readonly says: string;

  constructor(line: number, says: string) {
    super(`rules, line ${line}: ${says}`.slice(0, longestCause));
    this.line = line;
    this.says = says.slice(0, longestCause);
  }
}

const longestCause = 200;

/** Matches everything, and stands last: the wrapper says nothing of a scan that failed, out of memory or within a rule. */
const lookedName = 'GatehouseHasLooked';
const looked = `rule ${lookedName} { condition: true }`;

/**
 * YARA in WebAssembly. Its wrapper compiles the rules anew for each file (some milliseconds for each) and never frees them: after a few
 * hundred files its memory would be full. So its memory is put back to what it was before the first file, whatever happened in it.
 */
export class YaraEngine {
  readonly #loaded: Loaded;
  readonly #fresh: Uint8Array;

  private constructor(loaded: Loaded) {
    this.#loaded = loaded;
    this.#fresh = withoutZerosBehind(loaded.HEAPU8);
  }

  /** A large engine, which few companies have rules for. */
  static async load(): Promise<YaraEngine> {
    const { default: load } = await import('libyara-wasm');
    return new YaraEngine(await load());
  }

  /** Names of the rules that match. Throws `Unreadable` for rules that do not compile, and where the scan did not come to its end. */
  matches(bytes: Uint8Array, rules: string): readonly string[] {
    try {
      const answer = this.#loaded.run(bytes, `${rules}\n${looked}`);
      const { compileErrors, matchedRules } = answer;
      const errors = Array.from({ length: compileErrors.size() }, (_, at) => compileErrors.get(at));
      const matches = Array.from({ length: matchedRules.size() }, (_, at) => matchedRules.get(at));
      // What is not given back is given back by the garbage collector, into memory that is another's by then.
      for (const { resolvedMatches, metadata } of matches)
        for (const list of [resolvedMatches, metadata]) list.delete();
      for (const object of [compileErrors, matchedRules, answer]) object.delete();
      const error = errors.find(({ warning }) => !warning);
      if (error !== undefined) throw new BrokenRules(error.lineNumber, error.message);
      if (matches.at(-1)?.ruleName !== lookedName) throw new Unreadable('rules that do not end');
      return matches.slice(0, -1).map(({ ruleName }) => ruleName);
    } finally {
      this.#loaded.HEAPU8.set(this.#fresh);
    }
  }
}

/** The memory of a program that has just begun is zero from somewhere on; allocating it again does not rely on that. */
function withoutZerosBehind(memory: Uint8Array): Uint8Array {
  return memory.slice(0, memory.findLastIndex((byte) => byte !== 0) + 1);
}
