import { createHash } from 'node:crypto';
import { joinVerdicts, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import { Budget, type Limits, OverLimit } from './budget.ts';
import { type FileType, kindOf } from './file-types.ts';
import { type Finding, type InspectionContext, type Inspector, reasonOf } from './inspector.ts';
import { placeOf, within } from './place.ts';
import { trueType } from './true-type.ts';
import { nameFindings } from './types/name-findings.ts';
import { polyglots } from './types/polyglots.ts';
import { Unreadable } from './unreadable.ts';

export interface InspectionKnowledge {
  readonly inspectors: readonly Inspector[];
  readonly limits: Limits;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
  /** What the gate says of a link. */
  readonly link: (url: string) => Verdict;
  readonly blockedHashes: BlockedHashes;
}

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
}

/** More are of no use to anybody, and a verdict carries no more. */
const mostReasons = 200;

/** The whole inspection of one file and all that is in it. Never throws: what fails or is too much holds the file. */
export function inspectFile(file: FileToInspect, knowledge: InspectionKnowledge): FileJudgement {
  const { type, findings } = look(file, new Budget(knowledge.limits, knowledge.now), knowledge);
  const { level, reasons } = joinVerdicts([verdictOf(findings.map(reasonOf))]);
  return {
    type,
    sha256: sha256Of(file.bytes),
    verdict: { level, reasons: reasons.slice(0, mostReasons) },
  };
}

function look(
  { bytes, name, declaredType }: FileToInspect,
  budget: Budget,
  knowledge: InspectionKnowledge,
): { readonly type: FileType; readonly findings: readonly Finding[] } {
  const type = trueType(bytes, name);
  const context: InspectionContext = {
    name,
    type,
    budget,
    link: knowledge.link,
    nested: (inner, innerName) => {
      const file = { bytes: inner, name: innerName, declaredType: null };
      const found = attempt('nested', () => budget.deeper(() => look(file, budget, knowledge).findings));
      return found.map((finding) => ({ ...finding, where: within(placeOf(innerName), finding.where) }));
    },
  };
  const asked = knowledge.inspectors.filter(({ takes }) => takes.includes(type));
  const isTaken = asked.length > 0 || kindOf(type) === 'text' || kindOf(type) === 'media';
  return {
    type,
    findings: [
      ...blockedHash(bytes, knowledge.blockedHashes),
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
