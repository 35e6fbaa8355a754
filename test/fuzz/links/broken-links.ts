import { readBlocklist } from '../../../electron/gate/links/blocklist.ts';
import { judgeLink, type LinkKnowledge, linkRules } from '../../../electron/gate/links/judge-link.ts';
import { KnownDomains } from '../../../electron/gate/links/known-domains.ts';
import { LazyWeb } from '../../../electron/gate/links/lazy-web.ts';
import { type LinksIn, linksIn } from '../../../electron/gate/links/links-in.ts';
import { ProtectedNames } from '../../../electron/gate/links/protected-name.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import type { LinkFinding } from '../../../shared/model/message.ts';
import { verdictSchema } from '../../../shared/model/verdict.ts';
import { policySchema } from '../../../shared/policy.ts';
import type { FuzzKind } from '../fuzz.ts';
import { brokenText } from './broken-text.ts';

type JudgedLink = Pick<LinkFinding, 'url' | 'verdict'>;

interface JudgedText {
  readonly found: LinksIn;
  /** As the target of a link. */
  readonly whole: JudgedLink;
}

const blocked = 'evil.example';

/** Texts that are broken at random, for the search for links and their judge. `stopped`: of the links found, those that nothing opens. */
export async function brokenLinks(): Promise<FuzzKind<string, JudgedText, 'links' | 'stopped'>> {
  const knowledge = corpKnowledge();
  await knowledge.web.load();
  linksIn(`https://a.example/ https://${blocked}/`, knowledge);
  return {
    make: brokenText,
    work: (text) => ({
      found: linksIn(text, knowledge),
      whole: judgeLink({ target: text, hidden: [], hiddenBeside: [] }, knowledge),
    }),
    check: ({ found: { links, reasons }, whole }, text) => {
      if (reasons.some(({ code }) => code === 'check.failed')) throw new Error('the search failed');
      checkOrder(links, text);
      for (const link of [...links, whole]) checkPromises(link);
      return { links: links.length, stopped: links.filter(({ url }) => url === '').length };
    },
    show: JSON.stringify,
  };
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

function checkOrder(links: readonly LinkFinding[], text: string): void {
  let last = 0;
  for (const { start, end } of links) {
    if (start < last || end <= start || end > text.length)
      throw new Error(`a link from ${start} to ${end} behind ${last}`);
    last = end;
  }
}

/** What holds of every link, whatever it is made of. */
function checkPromises({ url, verdict }: JudgedLink): void {
  const blockedUnless = (holds: boolean, what: string) => {
    if (!holds && verdict.level !== 'block') throw new Error(`${what}, and no block`);
  };
  verdictSchema.parse(verdict);
  if (verdict.reasons.some(({ code }) => code === 'check.failed')) throw new Error('a check failed');
  blockedUnless(url !== '', 'nothing to open');
  if (url === '') return;
  const { href, protocol, hostname, username } = new URL(url);
  if (href !== url) throw new Error('another URL than is opened');
  if (!['http:', 'https:', 'mailto:'].includes(protocol)) throw new Error(`opens ${protocol}`);
  blockedUnless(username === '', 'a user name before the host');
  blockedUnless(!`.${hostname.replace(/\.$/, '')}`.endsWith(`.${blocked}`), 'a blocked host');
}
