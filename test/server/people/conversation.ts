import type { Peer } from '../peer.ts';
import { attribute, child, text, type Xml } from '../xml.ts';

export interface Incoming {
  readonly from: string;
  readonly body: string;
  readonly stanza: Xml;
}

/** How long someone takes, in milliseconds. */
export interface Pace {
  readonly reading: number;
  readonly typing: number;
}

export const humanPace: Pace = { reading: 700, typing: 1800 };
export const quickPace: Pace = { reading: 20, typing: 60 };

/**
 * Behaves like somebody at a client: confirms what was received (XEP-0184), shows that an answer is being written
 * (XEP-0085) and then sends it. `answer` returns null for silence.
 */
export function converse(peer: Peer, pace: Pace, answer: (incoming: Incoming) => string | null): void {
  const timers = new Set<NodeJS.Timeout>();
  const after = (delay: number, act: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, delay);
    timers.add(timer);
  };
  peer.once('closed', () => {
    for (const timer of timers) clearTimeout(timer);
  });
  peer.on('stanza', (stanza) => {
    const body = child(stanza, 'body');
    if (stanza.name !== 'message' || attribute(stanza, 'type') === 'error' || !body) return;
    const from = attribute(stanza, 'from');
    if (child(stanza, 'request', 'urn:xmpp:receipts')) peer.sendReceipt(from, attribute(stanza, 'id'));
    const reply = answer({ from, body: text(body), stanza });
    if (reply === null) return;
    after(pace.reading, () => {
      peer.sendChatState(from, 'composing');
      after(pace.typing, () => say(peer, from, reply));
    });
  });
}

/** A message as an ordinary client sends it. Returns its id. */
export function say(peer: Peer, to: string, body: string): string {
  const extra = `<active xmlns='http://jabber.org/protocol/chatstates'/>`;
  return peer.sendMessage(to, body, { wantsReceipt: true, extra });
}
