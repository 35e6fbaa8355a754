import { createGate } from '../../../electron/gate/create-gate.ts';
import type { Gate, KnownName } from '../../../electron/gate/gate.ts';
import type { linksSchema } from '../../../shared/links-policy.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import type { LinkFinding } from '../../../shared/model/message.ts';
import type { ReasonCode, Verdict, VerdictLevel } from '../../../shared/model/verdict.ts';
import { type BlocklistText, policySchema } from '../../../shared/policy.ts';
import type { z } from '../../../shared/zod.ts';

export function jid(text: string): BareJid {
  const parsed = parseBareJid(text);
  if (parsed === null) throw new Error(`not an address: ${text}`);
  return parsed;
}

export const alice = jid('alice@corp.test');

export const colleagues: readonly KnownName[] = [
  { jid: alice, name: 'Alice Adams' },
  { jid: jid('bob@corp.test'), name: 'Bob Miller' },
  { jid: jid('paula@partner.test'), name: 'Paula Peters' },
];

/** The gate of a company with two domains, a partner, a bank among its protected names, and a blocklist. */
export function corpGate(
  blocklist: BlocklistText = { kind: 'none' },
  confidential: object = {},
  links: z.input<typeof linksSchema> = {},
): Gate {
  const policy = policySchema.parse({
    confidential,
    links,
    company: { name: 'Corp', domains: ['corp.test', 'acmebank.com'] },
    partners: [
      { domain: 'partner.test', name: 'Partner Ltd' },
      { domain: 'xn--mller-kva.example', name: 'Müller' },
    ],
    protectedNames: ['IT Helpdesk', 'Corp Bank'],
  });
  return createGate({ policy, account: alice, people: colleagues, blocklist });
}

/** The links of a text from a stranger. */
export function linksOf(body: string, gate = corpGate()): readonly LinkFinding[] {
  return gate.inbound({ from: jid('eve@evil.example'), name: '', body, isEncrypted: false }).links;
}

/** The one link of a text. */
export function linkOf(body: string, gate = corpGate()): LinkFinding {
  const [link, ...more] = linksOf(body, gate);
  if (link === undefined || more.length > 0) throw new Error(`not one link in ${JSON.stringify(body)}`);
  return link;
}

export function codes(verdict: Verdict): readonly ReasonCode[] {
  return verdict.reasons.map((reason) => reason.code);
}

export function levelFor(verdict: Verdict, code: ReasonCode): VerdictLevel | null {
  return verdict.reasons.find((reason) => reason.code === code)?.level ?? null;
}

// Loads what all gates judge with.
await corpGate().ready();
