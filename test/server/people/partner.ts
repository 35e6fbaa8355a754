import type { Peer } from '../peer.ts';
import { converse, type Pace } from './conversation.ts';

/** Lena at the partner: somebody outside with honest business, and once with a link to an address without a name. */
export function actAsPartner(peer: Peer, pace: Pace): void {
  converse(peer, pace, ({ body }) =>
    /thank|got it|danke/i.test(body) ? 'My pleasure. Talk soon!' : 'Received, thank you. I will pass it on.',
  );
}

export const lenasMessages = [
  'Hi Anna, the signed contract is on our portal: https://portal.partner.test/c/4471',
  'The portal is slow today. The scan is on our office server too: http://192.0.2.17/scans/4471.pdf',
] as const;
