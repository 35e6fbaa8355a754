declare module 'libyara-wasm' {
  interface Listed<T> {
    size(): number;
    get(at: number): T;
  }
  interface Answer {
    readonly compileErrors: Listed<{
      readonly message: string;
      readonly lineNumber: number;
      readonly warning: boolean;
    }>;
    readonly matchedRules: Listed<{ readonly ruleName: string }>;
  }
  const load: () => Promise<{ run(bytes: Uint8Array, rules: string): Answer }>;
  export = load;
}
