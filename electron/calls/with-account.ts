import type { CommonError } from '../../shared/ipc/call.ts';
import type { LeavingQuestion } from '../../shared/model/leaving.ts';
import type { OpenAccount } from '../session/open-account.ts';
import type { Session } from '../session/session.ts';

type NotSignedIn = { readonly ok: false; readonly error: Extract<CommonError, 'not-signed-in'> };

/** Answers only while an account is open. */
export function withAccount<In, Out>(
  session: Session,
  answer: (account: OpenAccount, input: In) => Promise<Out>,
): (input: In) => Promise<Out | NotSignedIn> {
  return async (input) => {
    const account = session.current;
    return account === null ? { ok: false, error: 'not-signed-in' } : answer(account, input);
  };
}

export const done = Object.freeze({ ok: true, value: null });

/** Of a call whose words may be asked about first. */
export function doneAs<T>(value: T) {
  return { ok: true, value: { outcome: 'done', value } } as const;
}

export function asked(question: LeavingQuestion) {
  return { ok: true, value: { outcome: 'asked', question } } as const;
}
