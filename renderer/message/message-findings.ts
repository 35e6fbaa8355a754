import type { Message } from '../../shared/model/message.ts';
import { isAtLeast, type Reason } from '../../shared/model/verdict.ts';

/** What a message says about itself, sorted by where it is shown. */
export interface MessageFindings {
  /** About the text: strictest first. From `hold` on, the text stays folded until asked for. */
  readonly text: readonly Reason[];
  /** Links that are not opened, each with its strictest reason. */
  readonly stoppedLinks: readonly {
    readonly index: number;
    readonly host: string;
    readonly reasons: readonly Reason[];
  }[];
  readonly isHeld: boolean;
}

/**
 * The message's verdict joins person, text and links. Links carry their own verdict, and the person's is shown above the
 * conversation, so what remains is about the text. A check that failed belongs to whichever link reports it too.
 */
export function messageFindings({ verdict, links }: Pick<Message, 'verdict' | 'links'>): MessageFindings {
  if (isWithdrawn(verdict)) return { text: verdict.reasons, stoppedLinks: [], isHeld: true };
  const stoppedLinks = links.flatMap((link, index) => {
    const reasons = link.verdict.reasons.filter((reason) => isAtLeast(reason.level, 'hold'));
    return isAtLeast(link.verdict.level, 'hold') ? [{ index, host: link.host, reasons }] : [];
  });
  const ofLinks = new Set(links.flatMap((link) => link.verdict.reasons.map(identity)));
  const text = verdict.reasons.filter(
    (reason) =>
      !reason.code.startsWith('link.') &&
      !(reason.code.startsWith('person.') && !isAtLeast(reason.level, 'hold')) &&
      !ofLinks.has(identity(reason)) &&
      isAtLeast(reason.level, 'notice'),
  );
  return {
    text,
    stoppedLinks,
    isHeld: text.some((reason) => isAtLeast(reason.level, 'hold')),
  };
}

/** A new rule has taken its text away; every reason is about it then. */
export function isWithdrawn({ reasons }: Message['verdict']): boolean {
  return reasons.some(({ code }) => code === 'message.withdrawn');
}

function identity({ code, params }: Reason): string {
  return JSON.stringify([code, Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
