import { randomBytes } from 'node:crypto';
import type { BareJid } from '../../shared/model/jid.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { runProgram } from '../policy/run-program.ts';
import { filesOverHttps } from '../transfer/files-over-https.ts';
import { markOfTheWeb } from '../transfer/mark-of-the-web.ts';
import type { Environment } from '../wire/connection/environment.ts';
import type { Wire } from '../wire/wire.ts';
import type { FileServices } from './files-of.ts';
import { serverRulesOf } from './server-rules.ts';

/** What the machine and its person do for files. */
export interface FileSurroundings extends Pick<FileServices, 'askWhere' | 'show'> {
  /** Absolute path of an account's folder of sealed files. */
  readonly folder: (account: BareJid) => string;
}

interface Parts {
  readonly account: BareJid;
  readonly wire: Wire;
  readonly policy: PolicyInForce;
  readonly environment: Environment;
  readonly surroundings: FileSurroundings;
}

/** What one account's files need, by the policy of the moment. */
export function fileServices({ account, wire, policy, environment, surroundings }: Parts): FileServices {
  const rules = () => policy.current.policy;
  return {
    ...surroundings,
    ...filesOverHttps({
      account,
      wire,
      environment,
      policy: rules,
      rules: () => serverRulesOf(policy.current),
    }),
    folder: surroundings.folder(account),
    policy: rules,
    mark: markOfTheWeb(process.platform, { run: runProgram, now: environment.clock.now }),
    newReleaseCode: () => randomBytes(16).toString('hex'),
  };
}
