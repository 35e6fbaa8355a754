import type { OpenArchive } from '../../../electron/inspect/archives/open-archive.ts';
import { inspectFile } from '../../../electron/inspect/inspect-file.ts';
import { inspectors } from '../../../electron/inspect/inspectors.ts';
import { textReaders } from '../../../electron/inspect/text/text-readers.ts';
import { Words } from '../../../electron/inspect/text/words.ts';
import { filesSchema } from '../../../shared/files-policy.ts';
import { allow } from '../../../shared/model/verdict.ts';
import { FuzzFinding } from '../fuzz-finding.ts';
import { liveHeap } from '../live-heap.ts';
import { randomFrom } from '../mutate.ts';
import { mutateBytes } from './mutate-bytes.ts';

/** A file that is broken from inside: its parts before they are packed, or all of it. */
export interface FuzzSample {
  readonly name: string;
  /** What is packed; each may be broken. */
  readonly parts: readonly Buffer[];
  readonly pack: (parts: readonly Buffer[]) => Buffer;
}

export interface InspectionFuzz {
  readonly inputs: number;
  /** With something found, and not inspected to the end. */
  readonly found: number;
  readonly notInspected: number;
  /** Of the processor's time, whatever else the machine does. */
  readonly slowestMs: number;
  /** Live heap after, less live heap before, in bytes. */
  readonly heapGrowth: number;
}

const mostMs = 100;
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

/**
 * Breaks the samples at random and inspects them. Throws FuzzFinding when an inspection throws, takes over 100 ms, or fails in another
 * way than refusing bytes or going over a limit.
 */
export function fuzzInspection({
  samples,
  inputs,
  seed,
  openArchive = null,
  onProgress = () => undefined,
}: {
  readonly samples: readonly FuzzSample[];
  readonly openArchive?: OpenArchive | null;
  readonly inputs: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}): InspectionFuzz {
  const random = randomFrom(seed);
  const heapBefore = liveHeap();
  const pieces = samples.flatMap(({ parts }) => parts);
  let [found, notInspected, slowestMs] = [0, 0, 0];
  for (let index = 0; index < inputs; index += 1) {
    const sample = samples[Math.floor(random() * samples.length)];
    if (!sample) throw new Error('no samples');
    const bytes = broken(sample, pieces, random);
    const finding = (what: string) =>
      new FuzzFinding(
        `${what}, input ${index} of seed ${seed} (${sample.name}): ${bytes.toString('base64').slice(0, 20_000)}`,
      );
    const before = process.cpuUsage();
    const { verdict } = inspected(bytes, sample.name, openArchive, finding);
    const { user, system } = process.cpuUsage(before);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    if (slowestMs > mostMs) throw finding(`took ${slowestMs} ms`);
    const causes = verdict.reasons.flatMap(({ code, params }) =>
      code === 'file.not-inspected' ? [params['cause'] ?? ''] : [],
    );
    const defect = causes.find((cause) => defects.has(cause));
    if (defect !== undefined) throw finding(`an inspector failed with ${defect}`);
    found += verdict.reasons.some(({ code }) => !failures.has(code)) ? 1 : 0;
    notInspected += causes.length > 0 ? 1 : 0;
    if (index % 10_000 === 9999) onProgress(index + 1);
  }
  return { inputs, found, notInspected, slowestMs, heapGrowth: liveHeap() - heapBefore };
}

const files = filesSchema.parse({});

function inspected(
  bytes: Buffer,
  name: string,
  openArchive: OpenArchive | null,
  finding: (what: string) => FuzzFinding,
) {
  try {
    return inspectFile(
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
    );
  } catch (error) {
    throw finding(error instanceof Error ? `${error.message} ${error.stack}` : String(error));
  }
}

/** Mostly a part, since a broken package hides what is in it; sometimes all of it. */
function broken(sample: FuzzSample, pieces: readonly Buffer[], random: () => number): Buffer {
  const which = Math.floor(random() * sample.parts.length);
  const parts = sample.parts.map((part, index) =>
    index === which ? mutateBytes(part, pieces, random) : part,
  );
  if (random() < 0.7) return sample.pack(parts);
  const whole = sample.pack(sample.parts);
  return mutateBytes(whole, pieces, random);
}
