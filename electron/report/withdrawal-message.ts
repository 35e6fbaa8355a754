import type { MainText } from '../text/en.ts';
import type { Hit } from '../walks/retroactive.ts';
import { defanged, reasonText } from './desk-message.ts';

const mostListed = 20;
const mostReasons = 5;

/** What the desk is told of messages that a new rule has withdrawn: whose and why, and nothing that can be clicked. */
export function withdrawalMessage(
  account: string,
  hits: readonly Hit[],
  text: MainText['withdrawal'],
): string {
  return [
    text.title(hits.length),
    '',
    `${text.from}: ${account}`,
    ...hits.slice(0, mostListed).map(({ message, verdict }) => {
      const reasons = verdict.reasons.slice(0, mostReasons).map(reasonText);
      return `- ${defanged(message.peer)}, ${new Date(message.at).toISOString()}, ${message.id}: ${reasons.join('; ')}`;
    }),
    ...(hits.length > mostListed ? [text.more(hits.length - mostListed)] : []),
  ].join('\n');
}
