import { InspectFiles } from '../../../electron/inspect/host/inspect-files.ts';
import { workerChild } from '../../../electron/inspect/host/worker-child.ts';
import { type Policy, strictDefaultPolicy } from '../../../shared/policy.ts';

/** The inspection of files as the command line runs it: in a worker thread. */
export function startInspection(policy: Policy = strictDefaultPolicy): InspectFiles {
  const rules = {
    policy,
    account: 'alice@corp.test',
    blocklist: { kind: 'none' },
    blockedHashes: [],
    yaraRules: [],
  } as const;
  return new InspectFiles({
    start: () => workerChild(new URL('../../../electron/inspect/host/inspector-process.ts', import.meta.url)),
    rules: () => rules,
    idleMs: null,
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}
