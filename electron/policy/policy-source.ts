import type { PolicyOrigin } from '../../shared/model/policy-origin.ts';

export type PolicyProblem = PolicyOrigin['problems'][number];

/** `absent`: there is no such file. `refused`: there is one that may not or cannot be believed. */
export type FileOutcome =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'refused'; readonly code: PolicyProblem['code'] };

/** One text of a policy, and what it is called where something is wrong with it. */
export interface PolicyPart {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What a source has: nothing, something that may not be believed, or the texts of a policy, each over those before it. */
export type PolicyOffer =
  | ({ readonly outcome: 'absent' } & Looked)
  | ({ readonly outcome: 'refused'; readonly problems: readonly PolicyProblem[] } & Looked)
  | OfferedPolicy;

export interface OfferedPolicy extends Looked {
  readonly outcome: 'offered';
  readonly source: Exclude<PolicyOrigin['source'], 'default'>;
  readonly parts: readonly PolicyPart[];
  /** Why this is the last good one and no newer one is offered; empty when it is what there is now. */
  readonly problems: readonly PolicyProblem[];
  /** The last good one, for when this turns out to be none. */
  readonly instead: OfferedPolicy | null;
  /** It is good: from now on it is the last good one. What is wrong when that cannot be remembered. */
  readonly keep: () => Promise<PolicyProblem | null>;
}

interface Looked {
  /** Files and folders, whether they are there or not, of which a change may be a change of the policy. */
  readonly lookedAt: readonly string[];
  /** When time alone may change the answer, in milliseconds since the epoch. */
  readonly staleAt: number | null;
}

/** Where a policy comes from. One for each operating system, and one for developers. */
export interface PolicySource {
  /** What the policy is called as a whole. */
  readonly file: string;
  /** More than `mostBytes` altogether is `too-large`. */
  offer(mostBytes: number): Promise<PolicyOffer>;
  /** Reads a file that the policy names, believing it on the terms of the policy itself. More than `mostBytes` is `too-large`. */
  read(file: string, mostBytes: number): Promise<FileOutcome>;
}

export function policyProblem(code: PolicyProblem['code'], file: string, place = ''): PolicyProblem {
  return { code, file: file.slice(0, 4096), place };
}

/** A policy of which only what is there now counts. */
export function offeredPolicy(
  source: OfferedPolicy['source'],
  parts: readonly PolicyPart[],
  looked: Looked,
): OfferedPolicy {
  return {
    outcome: 'offered',
    source,
    parts,
    problems: [],
    instead: null,
    keep: async () => null,
    ...looked,
  };
}
