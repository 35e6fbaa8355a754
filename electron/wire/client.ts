import { createArchiveSync } from './archive-sync.ts';
import { createAudience } from './audience.ts';
import { createBlocking } from './blocking.ts';
import { createCarbons } from './carbons.ts';
import { createChatStates } from './chat-states.ts';
import { createClientState } from './client-state.ts';
import type { Clock } from './connection/clock.ts';
import type { Connection, ConnectionOptions } from './connection/connection.ts';
import { Listeners } from './connection/listeners.ts';
import type { WireContext } from './context.ts';
import { createDisco } from './disco.ts';
import { capsElement, createEntityCaps } from './entity-caps.ts';
import { createIncoming } from './incoming.ts';
import { createLogin } from './login.ts';
import { ns } from './namespaces.ts';
import { createOutgoing } from './outgoing.ts';
import { capsNode, ownCapabilities } from './own-capabilities.ts';
import { refusePeerToPeer } from './peer-to-peer.ts';
import { answerPings } from './ping.ts';
import { createPresence } from './presence.ts';
import { createReceipts } from './receipts.ts';
import { createRoster } from './roster.ts';
import { createScrollBack } from './scroll-back.ts';
import { answerVersion } from './software-version.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createUploadSlots } from './upload-slots.ts';
import type { Wire, WireEvents, WireMemory, WireOptions } from './wire.ts';

export interface WireDependencies {
  readonly connect: (options: ConnectionOptions) => Connection;
  readonly clock: Clock;
}

/** The company's server as the rest of the house sees it: the connection and the protocols spoken over it. */
export function createWire(options: WireOptions, memory: WireMemory, deps: WireDependencies): Wire {
  const { version, password, ...rules } = options;
  const { account, border } = rules;
  const listeners = new Listeners<WireEvents>((event, error) => {
    // Whoever is to hear of failures cannot fail unheard.
    if (event === 'violation') throw error;
    listeners.emit('violation', { rule: 'wire.listener-failed', from: '', detail: `${event}: ${error}` });
  });
  const connection = deps.connect({ ...rules, password: () => password });
  const context: WireContext = {
    account,
    connection,
    clock: deps.clock,
    border,
    emit: (event, ...args) => listeners.emit(event, ...args),
    violate: (rule, from, stanza) =>
      listeners.emit('violation', { rule, from, detail: stanza.toString().slice(0, 500) }),
  };

  const roster = createRoster(context);
  const audience = createAudience(account, roster.maySeeUs);
  const ownCaps = capsElement(capsNode, ownCapabilities);
  const disco = createDisco(context, audience, ownCaps, ownCapabilities);
  const subscriptions = createSubscriptions(context, roster.maySeeUs);
  const withdraw = () => subscriptions.withdrawFrom(roster.watchers());
  const presence = createPresence(context, roster.maySeeThem, ownCaps, withdraw);
  const blocking = createBlocking(context, disco.serverAnnounces);
  const carbons = createCarbons(context);
  const clientState = createClientState(context);
  const receipts = createReceipts(context, audience);
  const entityCaps = createEntityCaps(context);
  const chatStates = createChatStates(context, audience, (peer) => {
    const devices = presence.capsOf(peer).map((caps) => entityCaps.supports(caps, ns.chatStates));
    return devices.length === 0 || devices.some((isSupported) => isSupported !== false);
  });
  const archive = createArchiveSync(context);
  const outgoing = createOutgoing(context);
  const incoming = createIncoming(
    context,
    archive,
    outgoing,
    chatStates,
    () => disco.accountAnnounces(ns.stanzaIds),
    () => login.hasGap,
  );
  const scrollBack = createScrollBack(archive, incoming);
  answerPings(context, audience);
  answerVersion(context, audience, version);
  refusePeerToPeer(context);
  const uploadSlots = createUploadSlots(context, disco);

  connection.on('state', (state) => {
    if (state.kind !== 'online') incoming.streamEnded();
    listeners.emit('state', state);
  });
  connection.on('violation', (violation) => listeners.emit('violation', violation));
  listeners.add('roster', ({ changed }) => {
    subscriptions.settleThose(changed);
    // When everybody has heard of it: whom policy allows may depend on the roster.
    queueMicrotask(withdraw);
  });
  const login = createLogin(
    context,
    { archive, blocking, carbons, chatStates, clientState, disco, incoming, presence, roster, subscriptions },
    memory,
  );

  return {
    get state() {
      return connection.state;
    },
    on: (event, listener) => listeners.add(event, listener),
    start: () => connection.start(),
    stop: () => connection.stop(),
    reconnect: () => connection.reconnect(),
    setReading: (isReading) => connection.setReading(isReading),
    follow: (changed) => connection.follow(changed),
    reconsider: withdraw,
    send: (message) => {
      // Before `ready` our own copies in the archive are not known yet: a message sent now could be one of them again.
      const isSent = login.isComplete && outgoing.send(message);
      if (isSent) chatStates.sentTo(message.to);
      return isSent;
    },
    acknowledge: receipts.acknowledge,
    setComposing: chatStates.setComposing,
    setPresence: presence.set,
    setActive: clientState.setActive,
    addContact: async (jid, name) => {
      const result = await roster.set(jid, name);
      return result.ok ? subscriptions.ask(jid) : result;
    },
    removeContact: roster.remove,
    answerRequest: subscriptions.answer,
    block: blocking.block,
    unblock: blocking.unblock,
    olderMessages: scrollBack.olderMessages,
    uploadService: uploadSlots.service,
    requestSlot: uploadSlots.request,
  };
}
