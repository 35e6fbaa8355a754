import { createGate } from '../../../electron/gate/create-gate.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import { policySchema } from '../../../shared/policy.ts';
import { person, storedMessage } from '../frame/stored-messages.ts';

/** Milliseconds that a verdict took, in no order. */
export interface VerdictTimes {
  readonly inbound: readonly number[];
  readonly outbound: readonly number[];
  /** Both of one message. */
  readonly both: readonly number[];
}

/** The full verdict on messages as people write them, every third with links, in a company with many people. */
export async function verdictTimes(messages: number): Promise<VerdictTimes> {
  const gate = createGate({ policy, account, people, blocklist: { kind: 'text', text: blocklist } });
  await gate.ready();
  const times = { inbound: [] as number[], outbound: [] as number[], both: [] as number[] };
  for (let count = -warmUp; count < messages; count += 1) {
    const { peer } = storedMessage(Math.abs(count));
    const body = bodyOf(Math.abs(count));
    const start = performance.now();
    gate.inbound({ from: peer, name: `Person ${count}`, body, isEncrypted: false });
    const middle = performance.now();
    gate.outbound({ to: peer, body, isBlocked: false, isStranger: false });
    const end = performance.now();
    if (count < 0) continue;
    times.inbound.push(middle - start);
    times.outbound.push(end - middle);
    times.both.push(end - start);
  }
  return times;
}

const warmUp = 2000;
const account = bareJidSchema.parse('alice@corp.test');
const policy = policySchema.parse({
  company: { name: 'Corp', domains: ['corp.test'] },
  partners: [{ domain: 'partner.test', name: 'Partner' }],
  protectedNames: ['Corp Bank', 'IT Helpdesk'],
});
const people = Array.from({ length: 500 }, (_, count) => ({ jid: person(count), name: `Person ${count}` }));
const blocklist = Array.from({ length: 10_000 }, (_, count) => `bad-${count}.test`).join('\n');

function bodyOf(count: number): string {
  const { body } = storedMessage(count);
  if (count % 3 !== 0) return body;
  const long = count % 30 === 0 ? ` ${body}`.repeat(40) : '';
  return `${body} See https://wiki.corp.test/page/${count} and www.news-${count}.example/a?b=${count}${long}`;
}
