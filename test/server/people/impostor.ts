import type { Peer } from '../peer.ts';
import { converse, type Pace, say } from './conversation.ts';

/** What he writes, in this order. The first о of the link's host is Cyrillic (U+043E). */
export const impostorsLure = [
  'Hello, this is the IT Helpdesk. Your single sign-on expires today.',
  `Please renew it within the hour: https://c\u043Erp.test/sso/renew`,
] as const;

/** Poses as the help desk: writes to a stranger unasked and presses whoever answers. */
export function actAsImpostor(peer: Peer, pace: Pace): void {
  converse(
    peer,
    pace,
    () => 'There is no time for questions. Use the link, or your account is closed tonight.',
  );
}

export function sendLure(peer: Peer, victim: string): void {
  for (const line of impostorsLure) say(peer, victim, line);
}
