declare module 'libyara-wasm' {
  interface Given {
    /** Gives it back. */
    delete(): void;
  }
  interface Listed<T> extends Given {
    size(): number;
    get(at: number): T;
  }
  interface Answer extends Given {
    readonly compileErrors: Listed<{
      readonly message: string;
      readonly lineNumber: number;
      readonly warning: boolean;
    }>;
    readonly matchedRules: Listed<{
      readonly ruleName: string;
      readonly resolvedMatches: Given;
      readonly metadata: Given;
    }>;
  }
  const load: () => Promise<{
    /** All of its memory; another object when it has grown. */
    readonly HEAPU8: Uint8Array;
    run(bytes: Uint8Array, rules: string): Answer;
  }>;
  export = load;
}
