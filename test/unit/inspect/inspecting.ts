import { type Limits, strictLimits } from '../../../electron/inspect/budget.ts';
import {
  type BlockedHashes,
  type FileJudgement,
  inspectFile,
} from '../../../electron/inspect/inspect-file.ts';
import type { Inspector } from '../../../electron/inspect/inspector.ts';
import { inspectors } from '../../../electron/inspect/inspectors.ts';
import { allow, type Verdict } from '../../../shared/model/verdict.ts';

/** The whole inspection of bytes made in a test, with all inspectors, or with those given. */
export function inspecting(
  bytes: Uint8Array | string,
  name: string,
  options: {
    readonly inspectors?: readonly Inspector[];
    readonly limits?: Partial<Limits>;
    readonly now?: () => number;
    readonly declaredType?: string;
    readonly blockedHashes?: BlockedHashes;
    readonly link?: (url: string) => Verdict;
  } = {},
): FileJudgement {
  return inspectFile(
    {
      bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
      name,
      declaredType: options.declaredType ?? null,
    },
    {
      inspectors: options.inspectors ?? inspectors,
      limits: { ...strictLimits, ...options.limits },
      now: options.now ?? performance.now.bind(performance),
      blockedHashes: options.blockedHashes ?? new Set(),
      link: options.link ?? (() => allow),
    },
  );
}

/** Each reason as "code where". */
export function told({ verdict }: FileJudgement): string[] {
  return verdict.reasons.map(({ code, params }) => `${code} ${params['where']}`.trim());
}
