import type { Peer } from '../peer.ts';
import { converse, type Pace } from './conversation.ts';

/** Bea from Finance: friendly, to the point, and never without an answer. */
export function actAsColleague(peer: Peer, pace: Pace): void {
  let remarks = 0;
  converse(peer, pace, ({ body }) => {
    const topic = TOPICS.find(({ words }) => words.test(body));
    if (topic) return topic.reply;
    remarks++;
    return body.trim().endsWith('?') ? QUESTION : (REMARKS[remarks % REMARKS.length] ?? QUESTION);
  });
}

/** What she wrote before Anna came online. */
export const beasMorning = [
  'Morning! The auditors moved the meeting to Thursday, 10:00.',
  'Agenda is here: https://wiki.corp.test/audit/2026/agenda',
] as const;

const TOPICS: readonly { readonly words: RegExp; readonly reply: string }[] = [
  { words: /payroll|summary|figures|totals/i, reply: 'Only the totals. Everything else stays in the vault.' },
  { words: /thursday|meeting|auditor|time/i, reply: 'Thursday works. I will bring the figures.' },
  { words: /password|sign-on|help ?desk|link/i, reply: 'Odd. I would report that one, it takes a click.' },
  { words: /thank|danke/i, reply: 'You are welcome!' },
  { words: /^(hi|hello|hey|morning|good morning|hallo|moin)\b/i, reply: 'Hi Anna, good to hear from you.' },
  { words: /\b(bye|see you|later|tschüss|bis dann)\b/i, reply: 'See you!' },
];

const QUESTION = 'Good question. Let me ask Jonas and come back to you.';
const REMARKS = ['Noted, thank you.', 'Makes sense to me.', 'I will put it on the agenda.'] as const;
