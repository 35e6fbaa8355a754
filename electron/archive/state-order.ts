import type { MessageState } from '../../shared/model/message.ts';

/** Whether a message may go from one state to another: forward, or from `failed` back into the queue. */
export function mayBecome(from: string, to: MessageState): boolean {
  return before[to].includes(from);
}

// A receipt may overtake the server's acknowledgement, and an error stanza may follow it.
const before: Readonly<Record<MessageState, readonly string[]>> = {
  received: [],
  queued: ['failed'],
  sending: ['queued'],
  sent: ['queued', 'sending'],
  delivered: ['queued', 'sending', 'sent'],
  failed: ['queued', 'sending', 'sent'],
};
