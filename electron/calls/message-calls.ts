import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { done, withAccount } from './with-account.ts';

const unknownMessage = Object.freeze({ ok: false, error: 'unknown-message' });

export function messageCalls(session: Session) {
  return {
    'messages.send': withAccount(session, async ({ outbound }, { peer, text }) => {
      const body = text.trimEnd();
      if (body === '') return { ok: false, error: 'empty' };
      return { ok: true, value: await outbound.write(peer, body) };
    }),
    'messages.retry': withAccount(session, async ({ outbound }, { id }) =>
      (await outbound.retry(id)) ? done : unknownMessage,
    ),
    'messages.discard': withAccount(session, async ({ outbound }, { id }) =>
      (await outbound.discard(id)) ? done : unknownMessage,
    ),
  } satisfies Partial<Handlers>;
}
