import type { RecordState } from '../../shared/model/security.ts';
import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { withAccount } from './with-account.ts';

interface SecurityParts {
  readonly policy: () => { readonly since: number; readonly id: string };
  readonly record: () => Promise<RecordState>;
  readonly now: () => number;
}

const days = 30;
const day = 86_400_000;
const mostListed = 50;

export function securityCalls(session: Session, { policy, record, now }: SecurityParts) {
  return {
    'security.get': withAccount(session, async ({ archive }) => {
      const { since, id } = policy();
      const activity = await archive.activity(Math.max(0, now() - days * day), mostListed);
      return {
        ok: true,
        value: { policySince: since, policyId: id, days, activity, record: await record() },
      };
    }),
  } satisfies Partial<Handlers>;
}
