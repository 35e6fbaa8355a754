import type { Bench } from './bench.ts';

/** One bench whose rows and figures are those of several. */
export function inParts(...parts: readonly Bench[]): Bench {
  return async (progress) => {
    const results = [];
    for (const part of parts) results.push(await part(progress));
    return {
      rows: results.flatMap(({ rows }) => rows),
      figures: Object.assign({}, ...results.map(({ figures }) => figures)),
    };
  };
}
