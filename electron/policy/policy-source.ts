import type { PolicyOrigin } from '../../shared/policy.ts';

export type PolicyProblem = PolicyOrigin['problems'][number];

/** `absent`: there is no such file. `refused`: there is one that may not or cannot be believed. */
export type FileOutcome =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'refused'; readonly code: PolicyProblem['code'] };

/** Where a policy comes from. One for each operating system, and one for developers. */
export interface PolicySource {
  readonly kind: 'machine' | 'development';
  /** The policy's own file. */
  readonly file: string;
  /** Reads the policy and the files it names, believing each on the same terms. More than `mostBytes` is `too-large`. */
  read(file: string, mostBytes: number): Promise<FileOutcome>;
}
