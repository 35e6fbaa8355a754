import type { Confidential, ConfidentialRule } from '../../../shared/confidential-policy.ts';
import {
  type Action,
  actions,
  confidences,
  type Direction,
  type Finding,
  type Match,
  type OutboundDecision,
} from '../../../shared/model/confidential.ts';
import { type Reason, type Verdict, type VerdictLevel, verdictOf } from '../../../shared/model/verdict.ts';
import { credentials } from './detect/credentials.ts';
import { fingerprints, type SharedMark } from './detect/fingerprints.ts';
import { ibans } from './detect/ibans.ts';
import type { Detect } from './detect/match.ts';
import { nationalIds } from './detect/national-ids.ts';
import { paymentCards } from './detect/payment-cards.ts';
import { personalDetails } from './detect/personal-details.ts';
import { policyTerms } from './detect/policy-terms.ts';
import { privateKeys } from './detect/private-keys.ts';
import { readable } from './detect/readable.ts';
import { tokens } from './detect/tokens.ts';

export interface Inspection {
  readonly matches: readonly Match[];
  /** Strictest first. */
  readonly findings: readonly Finding[];
  readonly decision: OutboundDecision;
  /** What the writer sees. */
  readonly verdict: Verdict;
  /** The same and what is only monitored. */
  readonly forRecord: Verdict;
}

export type InspectText = (text: string, direction: Direction) => Inspection;

export interface TextInspection {
  readonly inspect: InspectText;
  /** The same of a text of any length, with a breath after each step of each piece of it: what waits meanwhile has its turn. */
  readonly inspectLong: (
    text: string,
    direction: Direction,
    breathe: () => Promise<void>,
  ) => Promise<Inspection>;
}

const mostShown = 20;

/** Prepares what policy says once; an expression that RE2 does not take throws. */
export function textInspection(rules: Confidential): TextInspection {
  const detectors: readonly Detect[] = [
    privateKeys,
    tokens,
    credentials,
    paymentCards,
    ibans,
    nationalIds,
    personalDetails,
    policyTerms(rules),
  ];
  const passages = fingerprints(rules);
  const conclude = (text: string, { matches, marks }: InPiece, direction: Direction): Inspection =>
    inspectionOf(strongest([...matches, ...passages.matches(text, marks)], text.length), direction, rules);
  /** Each step is short enough for others to wait for it. */
  function* look(
    piece: string,
    start: number,
    isOurs: (at: number) => boolean,
  ): Generator<undefined, InPiece> {
    const { text, at } = readable(piece);
    const placed = <Found extends Pick<Match, 'start' | 'end'>>(found: readonly Found[]): readonly Found[] =>
      found
        .map((one) => ({ ...one, start: at(one.start) + start, end: at(one.end - 1) + 1 + start }))
        .filter((one) => isOurs(one.start));
    const matches: Match[] = [];
    for (const detect of detectors) {
      yield;
      matches.push(...placed(detect(text)));
    }
    yield;
    return { matches, marks: placed(passages.marksIn(text)) };
  }
  return {
    inspect: (text, direction) => {
      const steps = look(text, 0, () => true);
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) return conclude(text, value, direction);
      }
    },
    inspectLong: async (text, direction, breathe) => {
      const pieces: InPiece[] = [];
      for (const { start, end, from, to } of piecesOf(text)) {
        const steps = look(text.slice(start, end), start, (at) => at >= from && at < to);
        for (let step = steps.next(); ; step = steps.next()) {
          await breathe();
          if (step.done !== true) continue;
          pieces.push(step.value);
          break;
        }
      }
      const all = {
        matches: pieces.flatMap(({ matches }) => matches),
        marks: pieces.flatMap(({ marks }) => marks),
      };
      return conclude(text, all, direction);
    },
  };
}

interface InPiece {
  readonly matches: readonly Match[];
  readonly marks: readonly SharedMark[];
}

const pieceLength = 8192;
/** Longer than anything that is looked for and what stands around it, on either side of a seam. */
const seam = 4096;

/** Pieces that overlap, each with the part of the text that it answers for. */
function* piecesOf(text: string): Generator<{ start: number; end: number; from: number; to: number }> {
  for (let from = 0; from < text.length; from += pieceLength) {
    const to = from + pieceLength;
    yield { start: Math.max(0, from - seam), end: Math.min(text.length, to + seam), from, to };
  }
}

function inspectionOf(matches: readonly Match[], direction: Direction, rules: Confidential): Inspection {
  const findings = rules.rules
    .flatMap((rule) => findingOf(rule, matches, direction, rules.mode))
    .sort((a, b) => actions.indexOf(b.action) - actions.indexOf(a.action));
  const shown = findings.filter(({ action }) => action !== 'monitor');
  return {
    matches,
    findings,
    decision: decisionOf(shown),
    verdict: verdictOf(shown.flatMap(reasonsOf)),
    forRecord: verdictOf(findings.flatMap(reasonsOf)),
  };
}

/** One place is one thing: of what overlaps, the surest is kept, and of equals the longer. */
function strongest(matches: readonly Match[], length: number): readonly Match[] {
  const sorted = [...matches].sort(
    (a, b) =>
      confidences.indexOf(b.confidence) - confidences.indexOf(a.confidence) ||
      b.end - b.start - (a.end - a.start),
  );
  const taken = new Uint8Array(length);
  const kept: Match[] = [];
  for (const match of sorted) {
    if (match.detector === 'term' || match.detector === 'expression' || match.detector === 'fingerprint') {
      kept.push(match);
      continue;
    }
    if (taken[match.start] === 1 || taken[match.end - 1] === 1) continue;
    taken.fill(1, match.start, match.end);
    kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function findingOf(
  rule: ConfidentialRule,
  matches: readonly Match[],
  direction: Direction,
  mode: Confidential['mode'],
): readonly Finding[] {
  const action = inMode(rule[direction], mode);
  if (action === 'off') return [];
  const hits = matches.filter(
    ({ detector, kind, confidence }) =>
      rule.detectors.includes(detector) &&
      (rule.kinds.length === 0 || rule.kinds.includes(kind)) &&
      confidences.indexOf(confidence) >= confidences.indexOf(rule.minConfidence),
  );
  if (hits.length < rule.minCount) return [];
  return [{ rule: rule.name, action, count: hits.length, matches: hits.slice(0, mostShown) }];
}

function inMode(action: Action, mode: Confidential['mode']): Action {
  if (mode === 'enforce' || action === 'off') return action;
  if (mode === 'simulate') return 'monitor';
  return action === 'monitor' ? 'monitor' : 'notice';
}

function decisionOf(shown: readonly Finding[]): OutboundDecision {
  const strictest = shown[0]?.action;
  if (strictest === undefined || strictest === 'monitor') return { kind: 'send' };
  if (strictest === 'block') return { kind: 'refuse', findings: [...shown] };
  return { kind: 'confirm', step: strictest, findings: [...shown] };
}

/** `hold`: it does not leave as it is; with the writer's reason it may. */
const levels: Readonly<Record<Finding['action'], VerdictLevel>> = {
  monitor: 'allow',
  notice: 'notice',
  justify: 'hold',
  block: 'block',
};

function reasonsOf({ rule, action, count, matches }: Finding): readonly Reason[] {
  const [first] = matches;
  if (first === undefined) return [];
  return [
    {
      code: `confidential.${action}`,
      level: levels[action],
      params: {
        rule,
        detector: first.detector,
        kind: first.kind,
        masked: first.masked,
        confidence: first.confidence,
        count: String(count),
      },
    },
  ];
}
