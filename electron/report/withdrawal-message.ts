import type { MainText } from '../text/en.ts';
import type { Hit } from '../walks/retroactive.ts';
import type { Alert } from './alerts.ts';
import { defanged, reasonText } from './desk-message.ts';

const mostListed = 20;
/** With its reasons one takes some 1 KiB at most, and all is one stanza (evidence.ts). */
const mostInJson = 50;
const mostReasons = 5;

/** What becomes of it at every destination of reports. */
export function withdrawalAlert(account: string, hits: readonly Hit[], text: MainText['withdrawal']): Alert {
  const messages = hits.slice(0, mostInJson).map(({ message, verdict }) => ({
    message_id: message.id,
    direction: message.direction,
    sender: message.direction === 'in' ? message.peer : account,
    recipient: message.direction === 'in' ? account : message.peer,
    at: new Date(message.at).toISOString(),
    ...(isAboutFile(verdict) ? { file_sha256: message.file?.sha256 ?? null } : {}),
    level: verdict.level,
    reasons: verdict.reasons.slice(0, mostReasons).map(({ code, params }) => ({
      code,
      params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.slice(0, 100)])),
    })),
  }));
  const details = { count: hits.length, messages, truncated: hits.length > mostInJson };
  return { kind: 'withdrawal', text: withdrawalMessage(account, hits, text), details };
}

/** By its hash the desk finds the same file elsewhere. */
function isAboutFile({ reasons }: Hit['verdict']): boolean {
  return reasons.some(({ code }) => code === 'file.held-later');
}

/** What the desk is told of messages that a new rule has withdrawn or would not have let out: whose and why, and nothing that can be clicked. */
function withdrawalMessage(account: string, hits: readonly Hit[], text: MainText['withdrawal']): string {
  const sent = hits.filter(({ message }) => message.direction === 'out').length;
  return [
    ...(hits.length > sent ? [text.title(hits.length - sent)] : []),
    ...(sent > 0 ? [text.titleSent(sent)] : []),
    '',
    `${text.from}: ${account}`,
    ...hits.slice(0, mostListed).map(({ message, verdict }) => {
      const reasons = verdict.reasons.slice(0, mostReasons).map(reasonText);
      const peer = defanged(message.peer);
      return `- ${message.direction === 'in' ? peer : text.to(peer)}, ${new Date(message.at).toISOString()}, ${message.id}: ${reasons.join('; ')}`;
    }),
    ...(hits.length > mostListed ? [text.more(hits.length - mostListed)] : []),
  ].join('\n');
}
