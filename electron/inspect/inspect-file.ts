import { createHash } from 'node:crypto';
import type { FilesPolicy } from '../../shared/files-policy.ts';
import { joinVerdicts, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { OpenArchive } from './archives/open-archive.ts';
import { Budget, limitsOf, OverLimit } from './budget.ts';
import { type FileType, kindOf } from './file-types.ts';
import { Incomplete } from './incomplete.ts';
import { type Finding, type InspectionContext, type Inspector, reasonOf } from './inspector.ts';
import { placeOf, within } from './place.ts';
import { blockedType, decided } from './policy-decisions.ts';
import { trueType } from './true-type.ts';
import { nameFindings } from './types/name-findings.ts';
import { polyglots } from './types/polyglots.ts';
import { Unreadable } from './unreadable.ts';

export interface InspectionKnowledge {
  readonly inspectors: readonly Inspector[];
  /** Of policy: limits, and what becomes of what nobody could look into. */
  readonly files: FilesPolicy;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** What the gate says of a link. */
  readonly link: (url: string) => Verdict;
  readonly blockedHashes: BlockedHashes;
  readonly openArchive: OpenArchive | null;
  readonly yara: Yara;
}

/** Names of the rules that match. Throws where nobody can say: rules that do not compile, an engine that fails. Null: there are no rules. */
export type Yara = ((bytes: Uint8Array) => readonly string[]) | null;

/** SHA-256 in lower-case hexadecimal. `unreadable`: there is a list, and whether a file is on it cannot be said. */
export type BlockedHashes = ReadonlySet<string> | 'unreadable';

export interface FileToInspect {
  readonly bytes: Uint8Array;
  /** As the sender wrote it. */
  readonly name: string;
  /** The media type that the sender declared; null when there is none. */
  readonly declaredType: string | null;
}

export interface FileJudgement {
  readonly type: FileType;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly verdict: Verdict;
  /** In which codes have still to be looked for. */
  readonly pictures: readonly Picture[];
}

export interface Picture {
  readonly bytes: Uint8Array;
  /** The place inside the file; empty when it is the picture itself. */
  readonly where: string;
}

/** More are of no use to anybody, and a verdict carries no more. */
const mostReasons = 200;

/** The whole inspection of one file and all that is in it. Never throws: what fails or is too much holds the file. */
export function inspectFile(file: FileToInspect, knowledge: InspectionKnowledge): FileJudgement {
  const pictures: Picture[] = [];
  const budget = new Budget(limitsOf(knowledge.files), knowledge.now);
  const { type, findings } = look(file, '', { knowledge, budget, pictures });
  const { level, reasons } = joinVerdicts([
    verdictOf(findings.map((finding) => reasonOf(decided(finding, knowledge.files)))),
  ]);
  return {
    type,
    sha256: sha256Of(file.bytes),
    verdict: { level, reasons: reasons.slice(0, mostReasons) },
    pictures,
  };
}

interface Inspection {
  readonly knowledge: InspectionKnowledge;
  readonly budget: Budget;
  readonly pictures: Picture[];
}

function look(
  { bytes, name, declaredType }: FileToInspect,
  where: string,
  inspection: Inspection,
): { readonly type: FileType; readonly findings: readonly Finding[] } {
  const { knowledge, budget, pictures } = inspection;
  const type = trueType(bytes, name);
  const context: InspectionContext = {
    name,
    type,
    budget,
    link: knowledge.link,
    openArchive: knowledge.openArchive,
    picture: (picture) => pictures.push({ bytes: picture, where }),
    nested: (inner, innerName) => {
      const place = placeOf(innerName);
      const found = attempt('nested', () =>
        budget.deeper(() => {
          budget.checkTime();
          const bytes = typeof inner === 'function' ? inner() : inner;
          const file = { bytes, name: innerName, declaredType: null };
          return look(file, within(where, place), inspection).findings;
        }),
      );
      return found.map((finding) => ({ ...finding, where: within(place, finding.where) }));
    },
  };
  const asked = knowledge.inspectors.filter(({ takes }) => takes.includes(type));
  const isTaken = asked.length > 0 || kindOf(type) === 'text' || kindOf(type) === 'media';
  return {
    type,
    findings: [
      ...blockedHash(bytes, knowledge.blockedHashes),
      ...attempt('yara', () => ruleMatches(bytes, inspection)),
      ...blockedType(type, name, knowledge.files),
      ...attempt('name', () => nameFindings(name, declaredType, type)),
      ...attempt('type', () => polyglots(bytes, context)),
      ...(isTaken ? [] : [unknownType(type)]),
      ...asked.flatMap((inspector) => attempt(inspector.name, () => inspector.inspect(bytes, context))),
    ],
  };
}

function blockedHash(bytes: Uint8Array, blocked: BlockedHashes): readonly Finding[] {
  if (blocked === 'unreadable') return [failure('blocklist', new Unreadable('list of hashes'))];
  const sha256 = blocked.size === 0 ? '' : sha256Of(bytes);
  if (!blocked.has(sha256)) return [];
  return [{ code: 'file.blocked-hash', level: 'block', where: '', params: { sha256 } }];
}

function ruleMatches(bytes: Uint8Array, { knowledge, budget }: Inspection): readonly Finding[] {
  if (knowledge.yara === null) return [];
  budget.checkTime();
  return knowledge
    .yara(bytes)
    .map((rule) => ({ code: 'file.rule-match', level: 'block', where: '', params: { rule } }));
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function unknownType(type: FileType): Finding {
  return { code: 'file.unknown-type', level: 'hold', where: '', params: { type } };
}

function attempt(inspector: string, look: () => readonly Finding[]): readonly Finding[] {
  try {
    return look();
  } catch (error) {
    if (error instanceof Incomplete) return [...error.found, failure(inspector, error.cause)];
    return [failure(inspector, error)];
  }
}

/** The kind of error is told, never its text: that may quote the file. */
function failure(inspector: string, error: unknown): Finding {
  if (error instanceof OverLimit)
    return { code: 'file.over-limit', level: 'hold', where: '', params: { limit: error.limit, inspector } };
  const cause = error instanceof Unreadable ? error.part : error instanceof Error ? error.name : typeof error;
  return { code: 'file.not-inspected', level: 'hold', where: '', params: { inspector, cause } };
}
