export type Figure = number | string | boolean;

export interface BenchResult {
  /** For people: one object per line, the same keys in each. */
  readonly rows: readonly Readonly<Record<string, Figure>>[];
  /** For programs; the name of the bench is put in front. */
  readonly figures: Readonly<Record<string, Figure | Readonly<Record<string, number>>>>;
}

/** Measures something and says how far it is. */
export type Bench = (progress: (line: string) => void) => Promise<BenchResult>;
