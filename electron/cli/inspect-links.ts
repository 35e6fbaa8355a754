import type { BareJid } from '../../shared/model/jid.ts';
import type { LinkFinding } from '../../shared/model/message.ts';
import { isAtLeast, joinVerdicts, type Verdict } from '../../shared/model/verdict.ts';
import { createGate } from '../gate/create-gate.ts';
import type { Gate } from '../gate/gate.ts';
import { isInside, KnownDomains } from '../gate/links/known-domains.ts';
import { LazyWeb } from '../gate/links/lazy-web.ts';
import { type GivenPolicy, givenPolicy, type PolicyFile, someoneInside } from './given-policy.ts';
import type { CommandInput, CommandOutput } from './run-command.ts';

/**
 * One output line for each input line, as it is read. With `isJson`: {"input", "verdict", "score", "reasons": [{"code",
 * "level", "params"}], "links": [{"url", "host", "verdict"}]}. The score, 0 to 1, is that of the most doubtful link, and 1 where a rule
 * stops one.
 */
export async function inspectLinks(
  lines: AsyncIterable<string> | Iterable<string>,
  write: (text: string) => Promise<void>,
  policy: PolicyFile,
  isJson: boolean,
  readFile: CommandInput['readFile'],
): Promise<CommandOutput> {
  const given = await givenPolicy(policy, isJson, readFile);
  if (!given.ok) return given.output;
  const inspect = await inspector(given);
  let hasFindings = false;
  let waiting = '';
  for await (const input of lines) {
    const line = inspect(input);
    hasFindings ||= isAtLeast(line.verdict.level, 'warn');
    waiting += `${isJson ? jsonLine(line) : plainLine(line)}\n`;
    if (waiting.length < writtenAtOnce) continue;
    await write(waiting);
    waiting = '';
  }
  await write(waiting);
  return { exitCode: given.err !== '' ? 3 : hasFindings ? 1 : 0, out: '', err: given.err };
}

const writtenAtOnce = 65_536;

interface Inspected {
  readonly input: string;
  readonly verdict: Verdict;
  readonly score: number;
  readonly links: readonly LinkFinding[];
}

async function inspector({
  policy,
  blocklist,
}: Extract<GivenPolicy, { ok: true }>): Promise<(input: string) => Inspected> {
  const account = someoneInside(policy);
  const gate = createGate({ policy, account, people: [], blocklist });
  const domains = new KnownDomains(policy, account);
  const web = new LazyWeb(policy.links.brandDomains, (host) => domains.isGenuine(host));
  await Promise.all([gate.ready(), web.load()]);
  const allowed = new Set(policy.links.allowDomains);
  const scoreOf = ({ url, host, verdict }: LinkFinding): number => {
    if (isAtLeast(verdict.level, 'hold')) return 1;
    if (!url.startsWith('http') || domains.isGenuine(host) || isInside(host, allowed)) return 0;
    return web.now().score(new URL(url), host).score;
  };
  return (input) => {
    const links = linksOf(input, gate, account);
    const score = Math.max(0, ...links.map(scoreOf));
    return { input, verdict: joinVerdicts(links.map(({ verdict }) => verdict)), score, links };
  };
}

/** A line that is one host is judged as its address, also where nobody would take it for a link in a text. */
function linksOf(input: string, gate: Gate, account: BareJid): readonly LinkFinding[] {
  const body = /^[^\s/:@]*(?:\.|xn--)[^\s/:@]*$/.test(input) ? `https://${input}/` : input;
  return gate.inbound({ from: account, name: '', body, isEncrypted: false }).links;
}

function jsonLine({ input, verdict, score, links }: Inspected): string {
  return JSON.stringify({
    input,
    verdict: verdict.level,
    score: Math.round(score * 10_000) / 10_000,
    reasons: verdict.reasons,
    links: links.map(({ url, host, verdict: { level } }) => ({ url, host, verdict: level })),
  });
}

function plainLine({ input, verdict, score }: Inspected): string {
  const codes = verdict.reasons.map(({ code }) => code).join(', ');
  return `${verdict.level.padEnd(6)} ${score.toFixed(2)} ${input}${codes === '' ? '' : `  (${codes})`}`;
}
