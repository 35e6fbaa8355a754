import type { OpenArchive } from '../../../electron/inspect/archives/open-archive.ts';
import { type FileJudgement, inspectFile } from '../../../electron/inspect/inspect-file.ts';
import { inspectors } from '../../../electron/inspect/inspectors.ts';
import { textReaders } from '../../../electron/inspect/text/text-readers.ts';
import { Words } from '../../../electron/inspect/text/words.ts';
import { filesSchema } from '../../../shared/files-policy.ts';
import { allow, isAtLeast, verdictSchema } from '../../../shared/model/verdict.ts';
import type { FuzzKind } from '../fuzz.ts';
import type { Random } from '../random.ts';
import { mutateBytes } from './mutate-bytes.ts';

/** A file that is broken from inside: its parts before they are packed, or all of it. */
export interface FuzzSample {
  readonly name: string;
  /** What is packed; each may be broken. */
  readonly parts: readonly Buffer[];
  readonly pack: (parts: readonly Buffer[]) => Buffer;
}

export interface BrokenFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Samples that are broken at random, for everything that looks into files and reads them. No inspection fails in another way than refusing
 * bytes or going over a limit, and what was not inspected to its end is held.
 */
export function brokenFiles(
  samples: readonly FuzzSample[],
  openArchive: OpenArchive | null = null,
): FuzzKind<BrokenFile, FileJudgement, 'found' | 'notInspected'> {
  return {
    make: breakingOne(samples),
    work: ({ bytes, name }) =>
      inspectFile(
        { bytes, name, declaredType: null },
        {
          inspectors: [...inspectors, ...textReaders(new Words())],
          yara: null,
          files,
          openArchive,
          now: performance.now.bind(performance),
          link: () => allow,
          blockedHashes: new Set(),
        },
      ),
    check: ({ verdict }) => {
      const causes = verdict.reasons.flatMap(({ code, params }) =>
        code === 'file.not-inspected' ? [params['cause'] ?? ''] : [],
      );
      const defect = causes.find((cause) => defects.has(cause));
      if (defect !== undefined) throw new Error(`an inspector failed with ${defect}`);
      verdictSchema.parse(verdict);
      const isUnknown = verdict.reasons.some(({ code }) => failures.has(code));
      if (isUnknown && !isAtLeast(verdict.level, 'hold')) throw new Error(`not inspected: ${verdict.level}`);
      return {
        found: verdict.reasons.some(({ code }) => !failures.has(code)) ? 1 : 0,
        notInspected: causes.length > 0 ? 1 : 0,
      };
    },
    show: ({ name, bytes }) => `${JSON.stringify(name)} ${bytes.toString('base64')}`,
  };
}

/** Breaks one of them, whichever. */
export function breakingOne(samples: readonly FuzzSample[]): (random: Random) => BrokenFile {
  const pieces = samples.flatMap(({ parts }) => parts);
  const whole = samples.map(({ parts, pack }) => pack(parts));
  return (random) => {
    const which = Math.floor(random() * samples.length);
    const sample = samples[which];
    if (!sample) throw new Error('no samples');
    // Mostly a part, since a broken package hides what is in it.
    const bytes =
      random() < 0.7
        ? sample.pack(brokenParts(sample.parts, pieces, random))
        : mutateBytes(whole[which] ?? Buffer.alloc(0), pieces, random);
    return { name: sample.name, bytes };
  };
}

const files = filesSchema.parse({});
const failures = new Set(['file.not-inspected', 'file.over-limit', 'file.unknown-type']);
/** What parsers say of bytes they do not believe. Another cause is a defect of theirs. */
const defects = new Set([
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'Error',
  'AssertionError',
]);

function brokenParts(parts: readonly Buffer[], pieces: readonly Buffer[], random: Random): Buffer[] {
  const which = Math.floor(random() * parts.length);
  return parts.map((part, index) => (index === which ? mutateBytes(part, pieces, random) : part));
}
