import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { asked, done, doneAs, withAccount } from './with-account.ts';

const unknownMessage = Object.freeze({ ok: false, error: 'unknown-message' });

export function messageCalls(session: Session) {
  return {
    'messages.send': withAccount(session, async ({ outbound }, { peer, text, answer }) => {
      const body = text.trimEnd();
      if (body === '') return { ok: false, error: 'empty' };
      const passage = await outbound.ask(peer, body, answer);
      if (passage.kind === 'asked') return asked(passage.question);
      return doneAs(await outbound.write(peer, body, passage.clearance));
    }),
    'messages.retry': withAccount(session, async ({ files, outbound }, { id, answer }) => {
      const message = await outbound.failedMessage(id);
      if (message === null) return unknownMessage;
      // It goes when its file has gone, and that was asked about with it.
      if (message.file !== null && message.file.state !== 'shared')
        return (await files.outgoing.retry(id)) ? doneAs(null) : unknownMessage;
      const passage = await outbound.ask(message.peer, message.body, answer);
      if (passage.kind === 'asked') return asked(passage.question);
      return (await outbound.retry(id, passage.clearance)) ? doneAs(null) : unknownMessage;
    }),
    'messages.discard': withAccount(session, async ({ archive, files, outbound }, { id }) => {
      const file = await archive.file(id);
      if (!(await outbound.discard(id))) return unknownMessage;
      if (file !== null) await files.discarded(file);
      return done;
    }),
    'leaving.dispute': withAccount(session, async ({ falseAlarms }, { token }) => {
      const told = await falseAlarms.report(token);
      return told === null ? { ok: false, error: 'unknown-question' } : { ok: true, value: { told } };
    }),
  } satisfies Partial<Handlers>;
}
