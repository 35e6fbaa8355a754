import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';
import type { LinkFinding } from '../../shared/model/message.ts';
import { isAtLeast, joinVerdicts } from '../../shared/model/verdict.ts';
import { type Policy, strictDefaultPolicy } from '../../shared/policy.ts';
import { createGate } from '../gate/create-gate.ts';
import { acceptPolicy } from '../policy/accept-policy.ts';
import { checkPolicy } from './check-policy.ts';
import type { CommandOutput } from './run-command.ts';

/**
 * One output line for each input line that carries a link. With `isJson`: {"input", "verdict", "reasons": [{"code", "level",
 * "params"}], "links": [{"url", "host", "verdict"}]}. The blocklist file of the policy is not read: what it says is a list, not a judgement.
 */
export async function inspectLinks(
  text: string,
  policy: { readonly file: string; readonly bytes: Uint8Array } | null,
  isJson: boolean,
): Promise<CommandOutput> {
  const parsed = policy === null ? null : await acceptPolicy(policy.bytes, policy.file);
  if (policy !== null && parsed?.ok === false)
    return { ...(await checkPolicy(policy.bytes, policy.file, isJson)), exitCode: 3 };
  const inForce = parsed?.ok === true ? parsed.policy : strictDefaultPolicy;
  const account = someoneInside(inForce);
  const gate = createGate({ policy: inForce, account, people: [], blocklist: { kind: 'none' } });
  const found = text.split(/\r?\n/).flatMap((input) => {
    const { links } = gate.inbound({ from: account, name: '', body: input, isEncrypted: false });
    return links.length === 0 ? [] : [{ input, links }];
  });
  const verdicts = found.map(({ links }) => joinVerdicts(links.map(({ verdict }) => verdict)));
  return {
    exitCode: verdicts.some(({ level }) => isAtLeast(level, 'warn')) ? 1 : 0,
    out: found.map((line) => `${isJson ? jsonLine(line) : plainLine(line)}\n`).join(''),
    err: '',
  };
}

interface Inspected {
  readonly input: string;
  readonly links: readonly LinkFinding[];
}

function jsonLine({ input, links }: Inspected): string {
  const { level, reasons } = joinVerdicts(links.map(({ verdict }) => verdict));
  return JSON.stringify({
    input,
    verdict: level,
    reasons,
    links: links.map(({ url, host, verdict }) => ({ url, host, verdict: verdict.level })),
  });
}

function plainLine({ input, links }: Inspected): string {
  const { level, reasons } = joinVerdicts(links.map(({ verdict }) => verdict));
  const codes = reasons.map(({ code }) => code).join(', ');
  return `${level.padEnd(6)} ${input}${codes === '' ? '' : `  (${codes})`}`;
}

/** Links are judged from the company's point of view; who sends them is another question. */
function someoneInside(policy: Policy): BareJid {
  const domain = policy.company?.domains[0] ?? 'company.invalid';
  const account = parseBareJid(`someone@${domain}`);
  if (account === null) throw new TypeError(`${domain} is not a domain`);
  return account;
}
