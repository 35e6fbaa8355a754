import type { Limits } from '../../../electron/inspect/budget.ts';
import { type Engines, loadEngines } from '../../../electron/inspect/host/engines.ts';
import {
  type BlockedHashes,
  type FileJudgement,
  inspectFile,
} from '../../../electron/inspect/inspect-file.ts';
import type { Inspector } from '../../../electron/inspect/inspector.ts';
import { inspectors } from '../../../electron/inspect/inspectors.ts';
import { type FilesPolicy, filesSchema } from '../../../shared/files-policy.ts';
import { allow, type Verdict } from '../../../shared/model/verdict.ts';

export const engines: Engines = await loadEngines();

/** The whole inspection of bytes made in a test, with all inspectors, or with those given. */
export function inspecting(
  bytes: Uint8Array | string,
  name: string,
  options: {
    readonly inspectors?: readonly Inspector[];
    readonly limits?: Partial<Pick<Limits, 'bytes' | 'entries' | 'depth' | 'ratio'>>;
    readonly files?: Partial<FilesPolicy>;
    readonly now?: () => number;
    readonly declaredType?: string;
    readonly blockedHashes?: BlockedHashes;
    readonly link?: (url: string) => Verdict;
  } = {},
): FileJudgement {
  const { entries: count, ...limits } = options.limits ?? {};
  const archiveLimits = { ...limits, ...(count === undefined ? {} : { count }) };
  return inspectFile(
    {
      bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
      name,
      declaredType: options.declaredType ?? null,
    },
    {
      inspectors: options.inspectors ?? inspectors,
      yara: null,
      files: filesSchema.parse({ archiveLimits, ...options.files }),
      now: options.now ?? performance.now.bind(performance),
      blockedHashes: options.blockedHashes ?? new Set(),
      link: options.link ?? (() => allow),
      openArchive: engines.openArchive,
    },
  );
}

/** Each reason as "code where". */
export function told({ verdict }: FileJudgement): string[] {
  return verdict.reasons.map(({ code, params }) => `${code} ${params['where']}`.trim());
}
