import { isAtLeast, joinVerdicts, type Reason, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { Handlers } from '../bridge/router.ts';
import type { Session } from '../session/session.ts';
import { type Decision, decisionOnRecord } from '../walks/on-record.ts';
import { withAccount } from './with-account.ts';

export interface LinkParts {
  /** Shows the confirmation in main's own view; resolves with what the person pressed. */
  readonly confirm: (question: {
    url: string;
    host: string;
    senderName: string;
    verdict: Verdict;
    mayOpen: boolean;
  }) => Promise<'back' | 'open' | 'report'>;
  /** Whether policy lets a person go on after a warning. */
  readonly mayGoOn: () => boolean;
  /** The one way out; false when the URL may not leave. */
  readonly openLink: (url: string) => Promise<boolean>;
  readonly report: (messageId: Parameters<Handlers['reports.submit']>[0]['id']) => Promise<unknown>;
}

export function linkCalls(session: Session, parts: LinkParts) {
  return {
    'links.open': withAccount(session, async (account, { id, index }) => {
      const { archive, people } = account;
      const message = await archive.message(id);
      if (message === null) return { ok: false, error: 'unknown-message' };
      const link = message.links[index];
      if (link === undefined) return { ok: false, error: 'unknown-link' };
      // Judged again: a blocklist or policy may know more than when the message came. How the link was written was seen then.
      await people.gate.linksReady();
      const verdict = joinVerdicts([people.gate.link(link.url), link.verdict]);
      const aboutMessage = verdictOf(message.verdict.reasons.filter(isAboutMessage));
      // Each reason once: two hundred links that could not be judged give the same one two hundred times.
      const held = joinVerdicts([verdict, aboutMessage]);
      // On record before anything opens; a record that fails opens nothing.
      const about = { about: 'link', account: account.account, peer: message.peer, messageId: id } as const;
      const decide = (outcome: Decision['outcome'], why: Verdict) =>
        account.record.append([decisionOnRecord({ ...about, outcome, verdict: why, text: link.url })]);
      if (isAtLeast(held.level, 'hold')) {
        await decide('refused', held);
        return { ok: true, value: { outcome: 'blocked', verdict: held } };
      }
      if (isAtLeast(verdict.level, 'warn')) {
        const senderName = people.person(message.peer).name;
        const mayOpen = parts.mayGoOn();
        const answer = await parts.confirm({ url: link.url, host: link.host, senderName, verdict, mayOpen });
        if (answer === 'open' && !mayOpen) throw new TypeError('an answer that was not offered');
        await decide(answer === 'open' ? 'confirmed' : 'declined', verdict);
        if (answer === 'report') await parts.report(id);
        if (answer === 'report') return { ok: true, value: { outcome: 'reported', verdict } };
        if (answer === 'back') return { ok: true, value: { outcome: 'declined', verdict } };
      } else await decide('allowed', verdict);
      const isOpened = await parts.openLink(link.url);
      return { ok: true, value: { outcome: isOpened ? 'opened' : 'blocked', verdict } };
    }),
  } satisfies Partial<Handlers>;
}

/** A held message opens nothing; another link's fault in the same message does not count against this one. */
function isAboutMessage(reason: Reason): boolean {
  return !reason.code.startsWith('link.');
}
