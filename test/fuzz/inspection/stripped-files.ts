import { type Cut, mostCuts, mostInstead, withoutCuts } from '../../../electron/inspect/strip/cut.ts';
import { cutsOf } from '../../../electron/inspect/strip/cuts-of.ts';
import { trueType } from '../../../electron/inspect/true-type.ts';
import { filesSchema } from '../../../shared/files-policy.ts';
import type { FuzzKind } from '../fuzz.ts';
import { type BrokenFile, breakingOne, type FuzzSample } from './broken-files.ts';

/**
 * Samples that are broken at random, for what takes out of files who made them: what is left is of the same type, and nothing more is to be
 * taken out of it; or it is refused.
 */
export function strippedFiles(
  samples: readonly FuzzSample[],
): FuzzKind<BrokenFile, ReturnType<typeof cutsOf>, 'stripped' | 'quiet' | 'refused'> {
  return {
    make: breakingOne(samples),
    work: ({ bytes, name }) => cutsOf(bytes, name, rules),
    check: (cuts, { bytes, name }) => {
      if (typeof cuts === 'string') return { stripped: 0, quiet: 0, refused: 1 };
      if (cuts.length === 0) return { stripped: 0, quiet: 1, refused: 0 };
      areInOrder(cuts, bytes.length);
      const left = withoutCuts(bytes, cuts);
      if (trueType(left, name) !== trueType(bytes, name)) throw new Error('another type');
      const again = cutsOf(left, name, rules);
      if (again.length > 0) throw new Error(`there is more to take out: ${JSON.stringify(again)}`);
      return { stripped: 1, quiet: 0, refused: 0 };
    },
    show: ({ name, bytes }) => `${JSON.stringify(name)} ${bytes.toString('base64')}`,
  };
}

const rules = {
  files: filesSchema.parse({ stripMetadata: 'pictures-and-documents' }),
  now: performance.now.bind(performance),
};

function areInOrder(cuts: readonly Cut[], length: number): void {
  let [at, added] = [0, 0];
  for (const { from, to, instead, fill } of cuts) {
    if (from < at || to <= from || to > length) throw new Error('cuts out of order');
    if (fill !== undefined && instead.length > to - from) throw new Error('a full cut is filled');
    at = to;
    added += instead.length;
  }
  if (cuts.length > mostCuts || added > mostInstead) throw new Error('cuts over their limits');
}
