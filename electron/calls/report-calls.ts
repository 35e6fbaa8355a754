import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { asked, done, doneAs, withAccount } from './with-account.ts';

export interface ReportParts {
  /** Asks where to put a JSON file of this name. */
  readonly save: (name: string, json: string) => Promise<'saved' | 'cancelled' | 'cannot-write'>;
}

export function reportCalls(session: Session, { save }: ReportParts) {
  return {
    'reports.submit': withAccount(session, async ({ reports }, { id, as }) => {
      const result = await reports.submit(id, as);
      return result.ok
        ? { ok: true, value: { undoUntil: result.undoUntil } }
        : { ok: false, error: result.code };
    }),
    'reports.get': withAccount(session, async ({ reports }, { id }) => ({
      ok: true,
      value: await reports.view(id),
    })),
    'reports.undo': withAccount(session, async ({ reports }, { id }) => {
      const result = await reports.undo(id);
      return result.ok ? done : { ok: false, error: result.code };
    }),
    'reports.classify': withAccount(session, async ({ reports }, { id, disposition }) => {
      const result = await reports.classify(id, disposition);
      return result.ok ? done : { ok: false, error: result.code };
    }),
    'reports.blockSender': withAccount(session, async ({ reports }, { id }) => {
      const result = await reports.blockSender(id);
      return result.ok ? done : { ok: false, error: result.code };
    }),
    'reports.addNote': withAccount(
      session,
      async ({ account, leaving, reports, securityDesk }, { id, note, answer }) => {
        const words = { kind: 'note', text: note, to: securityDesk ?? account } as const;
        const question = await leaving.pass(words, answer);
        if (question !== null) return asked(question);
        const result = await reports.addNote(id, note);
        return result.ok ? doneAs(null) : { ok: false, error: result.code };
      },
    ),
    'reports.export': withAccount(session, async ({ reports }, { id }) => {
      const json = await reports.export(id);
      if (json === null) return { ok: false, error: 'unknown-message' };
      const outcome = await save(`gatehouse-report-${id}.json`, json);
      if (outcome === 'cannot-write') return { ok: false, error: 'cannot-write' };
      return { ok: true, value: { saved: outcome === 'saved' } };
    }),
  } satisfies Partial<Handlers>;
}
