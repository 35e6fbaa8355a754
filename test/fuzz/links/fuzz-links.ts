import { readBlocklist } from '../../../electron/gate/links/blocklist.ts';
import { judgeLink, type LinkKnowledge, linkRules } from '../../../electron/gate/links/judge-link.ts';
import { KnownDomains } from '../../../electron/gate/links/known-domains.ts';
import { LazyWeb } from '../../../electron/gate/links/lazy-web.ts';
import { linksIn } from '../../../electron/gate/links/links-in.ts';
import { ProtectedNames } from '../../../electron/gate/links/protected-name.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import type { LinkFinding } from '../../../shared/model/message.ts';
import { verdictSchema } from '../../../shared/model/verdict.ts';
import { policySchema } from '../../../shared/policy.ts';
import { FuzzFinding } from '../fuzz-finding.ts';
import { liveHeap } from '../live-heap.ts';
import { randomFrom } from '../mutate.ts';
import { brokenText } from './broken-text.ts';

export interface LinkFuzz {
  readonly inputs: number;
  readonly links: number;
  /** Of them, those that nothing opens. */
  readonly stopped: number;
  /** Of the processor's time, whatever else the machine does. */
  readonly slowestMs: number;
  /** Live heap after, less live heap before, in bytes. */
  readonly heapGrowth: number;
}

const mostMs = 100;
const blocked = 'evil.example';

/**
 * Finds and judges the links of texts that are broken at random. Rejects with FuzzFinding when something throws, takes over 100 ms, or a
 * promise about a link does not hold.
 */
export async function fuzzLinks({
  inputs,
  seed,
  onProgress = () => undefined,
}: {
  readonly inputs: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}): Promise<LinkFuzz> {
  const knowledge = corpKnowledge();
  await knowledge.web.load();
  linksIn(`https://a.example/ https://${blocked}/`, knowledge);
  const random = randomFrom(seed);
  const heapBefore = liveHeap();
  let [found, stopped, slowestMs] = [0, 0, 0];
  for (let index = 0; index < inputs; index += 1) {
    const text = brokenText(random);
    const finding = (what: string) =>
      new FuzzFinding(`${what}, input ${index} of seed ${seed}: ${JSON.stringify(text).slice(0, 4000)}`);
    const before = process.cpuUsage();
    const { links, reasons } = linksIn(text, knowledge);
    const whole = judgeLink({ target: text, hidden: [], hiddenBeside: [] }, knowledge);
    const { user, system } = process.cpuUsage(before);
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    if (slowestMs > mostMs) throw finding(`took ${slowestMs} ms`);
    const broken = reasons.some(({ code }) => code === 'check.failed')
      ? 'the search failed'
      : (brokenOrder(links, text) ??
        [...links, whole].map(brokenPromise).find((promise) => promise !== null));
    if (broken) throw finding(broken);
    found += links.length;
    stopped += links.filter(({ url }) => url === '').length;
    if (index % 10_000 === 9999) onProgress(index + 1);
  }
  return { inputs, links: found, stopped, slowestMs, heapGrowth: liveHeap() - heapBefore };
}

function corpKnowledge(): LinkKnowledge {
  const policy = policySchema.parse({
    company: { name: 'Corp', domains: ['corp.test', 'acmebank.com'] },
    partners: [{ domain: 'partner.test', name: 'Partner' }],
    protectedNames: ['IT Helpdesk', 'Corp Bank'],
  });
  const domains = new KnownDomains(policy, bareJidSchema.parse('alice@corp.test'));
  return {
    domains,
    names: new ProtectedNames(policy.protectedNames, domains),
    rules: linkRules(policy.links),
    web: new LazyWeb([], (host) => domains.isGenuine(host)),
    blocklist: readBlocklist(`${blocked}\nfiles.example/bad/`),
  };
}

function brokenOrder(links: readonly LinkFinding[], text: string): string | null {
  let last = 0;
  for (const { start, end } of links) {
    if (start < last || end <= start || end > text.length)
      return `a link from ${start} to ${end} behind ${last}`;
    last = end;
  }
  return null;
}

/** What holds of every link, whatever it is made of. */
function brokenPromise({ url, verdict }: Pick<LinkFinding, 'url' | 'verdict'>): string | null {
  if (!verdictSchema.safeParse(verdict).success) return 'a verdict of another shape';
  if (verdict.reasons.some(({ code }) => code === 'check.failed')) return 'a check failed';
  if (url === '') return verdict.level === 'block' ? null : 'nothing to open, and no block';
  if (!URL.canParse(url) || new URL(url).href !== url) return 'another URL than is opened';
  const { protocol, hostname, username } = new URL(url);
  if (!['http:', 'https:', 'mailto:'].includes(protocol)) return `opens ${protocol}`;
  if (username !== '' && verdict.level !== 'block') return 'a user name before the host, and no block';
  const isListed = `.${hostname.replace(/\.$/, '')}`.endsWith(`.${blocked}`);
  return isListed && verdict.level !== 'block' ? 'a blocked host, and no block' : null;
}
