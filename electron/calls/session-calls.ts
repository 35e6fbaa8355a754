import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { done } from './with-account.ts';

export function sessionCalls(session: Session) {
  return {
    'session.get': async () => ({ ok: true, value: session.snapshot }),
    'session.signIn': async ({ address, password, remember }) => {
      const result = await session.signIn(address, password, remember);
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
    'session.setPresence': async ({ availability, statusText }) => {
      session.setPresence(availability, statusText);
      return done;
    },
  } satisfies Partial<Handlers>;
}
