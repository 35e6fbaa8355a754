import type { ArchivePosition, ArchiveSync } from './archive-sync.ts';
import type { Blocking } from './blocking.ts';
import type { Carbons } from './carbons.ts';
import type { ChatStates } from './chat-states.ts';
import type { ClientState } from './client-state.ts';
import type { WireContext } from './context.ts';
import type { Disco } from './disco.ts';
import type { Incoming } from './incoming.ts';
import { ns } from './namespaces.ts';
import type { Presence } from './presence.ts';
import type { Roster } from './roster.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { WireMemory } from './wire.ts';

export interface LoginSteps {
  readonly archive: ArchiveSync;
  readonly blocking: Blocking;
  readonly carbons: Carbons;
  readonly chatStates: ChatStates;
  readonly clientState: ClientState;
  readonly disco: Disco;
  readonly incoming: Incoming;
  readonly presence: Presence;
  readonly roster: Roster;
  readonly subscriptions: Subscriptions;
}

export interface Login {
  /** Whether this session has told what was missed, so that new messages may follow. */
  readonly isComplete: boolean;
  /** The archive could not be read: something older may be missing before what arrives now. */
  readonly hasGap: boolean;
}

/** What happens in which order when a session begins, until `ready`. A resumed session only goes on. */
export function createLogin({ connection, emit }: WireContext, steps: LoginSteps, memory: WireMemory): Login {
  const { archive, blocking, carbons, chatStates, clientState, disco, incoming, presence, roster } = steps;
  let attempt = 0;
  let progress: 'none' | 'running' | 'interrupted' | 'complete' = 'none';
  /** How far the archive was read. */
  let reached: ArchivePosition = 'newest-page';
  /** It did not answer: what was stored since then lies behind a gap, which is read first when it does. */
  let hasGap = false;

  connection.on('online', ({ resumed }) => {
    if (resumed && progress === 'complete') {
      presence.repeat();
      clientState.begin();
      emit('ready', { resumed: true });
    } else if (!resumed || progress !== 'running') {
      void run(++attempt);
    }
  });

  async function run(current: number): Promise<void> {
    progress = 'running';
    incoming.hold();
    presence.forget();
    chatStates.forget();
    steps.subscriptions.beginLogin();
    // Asked before anything else: whoever answers is listening by then.
    const lastKnown = await memory.lastArchiveId();
    if (current !== attempt) return;
    await Promise.all([
      carbons.enable(),
      roster.fetch(),
      blocking.fetch(),
      disco.fetch(),
      archive.introduce(),
    ]);
    if (current !== attempt) return;
    const isDone = presence.announce() && (await catchUp(lastKnown));
    if (current !== attempt) return;
    progress = isDone ? 'complete' : 'interrupted';
    if (!isDone) return;
    incoming.release();
    steps.subscriptions.endLogin();
    clientState.begin();
    emit('ready', { resumed: false });
  }

  /** False when the stream ended meanwhile: the next session goes on where this one stood. */
  async function catchUp(lastKnown: string | null): Promise<boolean> {
    if (!disco.accountAnnounces(ns.archive)) return true;
    const start = lastKnown === null || hasGap ? reached : { after: lastKnown };
    let result = await archive.catchUp(start, incoming.tellArchived);
    while (result.outcome === 'complete' && incoming.hasLeftOut()) {
      result = await archive.catchUp(result.reached, incoming.tellArchived);
    }
    reached = result.reached;
    if (result.outcome !== 'interrupted') hasGap = result.outcome === 'unavailable';
    return result.outcome !== 'interrupted';
  }

  return {
    get isComplete() {
      return progress === 'complete';
    },
    get hasGap() {
      return hasGap;
    },
  };
}
