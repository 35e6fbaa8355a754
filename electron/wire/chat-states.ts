// XEP-0085 Chat State Notifications, version 2.1
// https://xmpp.org/extensions/xep-0085.html
// Security: they tell that we are here, so only those who may see our presence get them (T31); none is kept (XEP-0334).
import type { BareJid } from '../../shared/model/jid.ts';
import type { Audience } from './audience.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { ns } from './namespaces.ts';

/** A peer that stops without saying so (a closed lid) no longer writes after this long. */
const composingFor = 30_000;
/** So a peer that is still writing says so again before that. */
const renewedAfter = 20_000;

export interface ChatStates {
  setComposing(peer: BareJid, isComposing: boolean): void;
  /** What was written has been sent, which ends the composing without another word. */
  sentTo(peer: BareJid): void;
  receive(message: Element, peer: BareJid, hasBody: boolean): void;
  /** A new session: nobody knows what we were doing, nor we what they were. */
  forget(): void;
}

export function createChatStates(
  { connection, clock, emit }: WireContext,
  audience: Audience,
  understandsChatStates: (peer: BareJid) => boolean,
): ChatStates {
  /** To whom we said that we are composing, and when. */
  const told = new Map<BareJid, number>();
  const composing = new Map<BareJid, () => void>();

  function stopped(peer: BareJid): void {
    composing.get(peer)?.();
    if (composing.delete(peer)) emit('composing', { peer, isComposing: false });
  }

  return {
    setComposing: (peer, isComposing) => {
      const toldAt = told.get(peer);
      const isNews = isComposing
        ? toldAt === undefined || clock.now() - toldAt >= renewedAfter
        : toldAt !== undefined;
      if (!isNews || !audience(peer) || !understandsChatStates(peer)) return;
      const state = xml(isComposing ? 'composing' : 'paused', ns.chatStates);
      const stanza = xml('message', { type: 'chat', to: peer }, state, xml('no-store', ns.hints));
      if (!connection.send(stanza)) return;
      if (isComposing) told.set(peer, clock.now());
      else told.delete(peer);
    },
    sentTo: (peer) => void told.delete(peer),
    receive: (message, peer, hasBody) => {
      const states = message.getChildElements().filter((child) => child.getNS() === ns.chatStates);
      if (hasBody || (states.length > 0 && states[0]?.getName() !== 'composing')) return stopped(peer);
      if (states.length === 0 || !audience(peer)) return;
      composing.get(peer)?.();
      const isNew = !composing.has(peer);
      composing.set(
        peer,
        clock.after(composingFor, () => stopped(peer)),
      );
      if (isNew) emit('composing', { peer, isComposing: true });
    },
    forget: () => {
      told.clear();
      for (const peer of [...composing.keys()]) stopped(peer);
    },
  };
}
