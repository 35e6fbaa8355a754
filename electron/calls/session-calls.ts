import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { asked, done, doneAs, withAccount } from './with-account.ts';

export function sessionCalls(session: Session) {
  return {
    'session.get': async () => ({ ok: true, value: session.snapshot }),
    'session.signIn': async ({ address, password, remember, agreedTo }) => {
      const result = await session.signIn(address, password, remember, agreedTo);
      return result.ok ? done : result;
    },
    'session.signOut': async ({ forget }) => {
      await session.signOut(forget);
      return done;
    },
    'session.reconnect': async () => {
      session.connectAgain();
      return done;
    },
    // Who is not signed in has nobody to tell; the words that stand already were asked about when they came.
    'session.setPresence': withAccount(session, async ({ leaving }, { availability, statusText, answer }) => {
      const isNew = statusText !== session.snapshot.statusText;
      const question = isNew
        ? await leaving.pass({ kind: 'status', text: statusText, to: null }, answer)
        : null;
      if (question !== null) return asked(question);
      session.setPresence(availability, statusText);
      return doneAs(null);
    }),
  } satisfies Partial<Handlers>;
}
