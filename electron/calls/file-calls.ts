import type { Handlers } from '../bridge/router.ts';
import type { OpenAccount } from '../session/open-account.ts';
import type { Session } from '../session/session.ts';
import { asked, done, doneAs, withAccount } from './with-account.ts';

type MessageRef = { readonly id: Parameters<OpenAccount['files']['stop']>[0] };

const unknownMessage = Object.freeze({ ok: false, error: 'unknown-message' });

export function fileCalls(session: Session) {
  return {
    'files.begin': withAccount(session, async ({ files }, { peer, ...written }) =>
      files.outgoing.drafts.begin(peer, written),
    ),
    'files.add': withAccount(session, async ({ files }, { draft, bytes }) =>
      files.outgoing.drafts.add(draft, bytes),
    ),
    'files.send': withAccount(session, async ({ files }, { draft, text, answer }) => {
      const outcome = await files.outgoing.send(draft, text, answer);
      if (typeof outcome === 'string') return { ok: false, error: outcome };
      return outcome.kind === 'asked' ? asked(outcome.question) : doneAs(outcome.message);
    }),
    'files.forget': withAccount(session, async ({ files }, { draft }) => {
      await files.outgoing.drafts.forget(draft);
      return done;
    }),
    'files.fetch': withAccount(session, async ({ files }, { id }) => {
      const refusal = await files.incoming.fetch(id);
      return refusal === null ? done : { ok: false, error: refusal };
    }),
    'files.stop': withAccount(session, async ({ files }, { id }: MessageRef) =>
      files.stop(id) ? done : unknownMessage,
    ),
    'files.retry': withAccount(session, async ({ files }, { id }: MessageRef) =>
      (await files.outgoing.retry(id)) ? done : unknownMessage,
    ),
    'files.save': withAccount(session, async ({ files }, { id }: MessageRef) => {
      const outcome = await files.save(id);
      return outcome === 'saved' || outcome === 'cancelled'
        ? { ok: true, value: { saved: outcome === 'saved' } }
        : { ok: false, error: outcome };
    }),
    'files.preview': withAccount(session, async ({ files }, { id }: MessageRef) => {
      const outcome = await files.preview(id);
      return outcome === 'shown' ? done : { ok: false, error: outcome };
    }),
    'files.askRelease': withAccount(session, async ({ files, leaving }, { id, note, answer }) => {
      const requested = await files.releases.requestable(id);
      const [approver] = files.releases.approvers;
      if (requested === null || approver === undefined) return { ok: false, error: 'not-allowed' };
      const question = await leaving.pass({ kind: 'note', text: note, to: approver }, answer);
      if (question !== null) return asked(question);
      return (await files.releases.ask(requested, note)) ? doneAs(null) : { ok: false, error: 'not-allowed' };
    }),
  } satisfies Partial<Handlers>;
}
