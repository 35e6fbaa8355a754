import type { Message } from '../../shared/model/message.ts';
import { messageFindings } from '../message/message-findings.ts';

export interface ConversationCounts {
  readonly held: number;
  readonly stoppedLinks: number;
  readonly reported: number;
}

/** What the gate and the reader did in the part of a conversation that is loaded. */
export function conversationCounts(messages: readonly Message[]): ConversationCounts {
  let held = 0;
  let stoppedLinks = 0;
  let reported = 0;
  for (const message of messages) {
    const findings = messageFindings(message);
    if (findings.isHeld) held++;
    stoppedLinks += findings.stoppedLinks.length;
    if (message.report !== 'none') reported++;
  }
  return { held, stoppedLinks, reported };
}
