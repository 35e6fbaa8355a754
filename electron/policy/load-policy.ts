import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { PolicyOrigin } from '../../shared/model/policy-origin.ts';
import { type BlocklistText, type Policy, strictDefaultPolicy } from '../../shared/policy.ts';
import type { LogServer } from '../forward/forwarding.ts';
import type { ReportEndpoint } from '../forward/post-report.ts';
import { readBlockedHashes } from '../inspect/host/blocked-hashes.ts';
import { readYaraRules } from '../inspect/host/read-yara-rules.ts';
import { acceptPolicyParts } from './accept-policy.ts';
import {
  type OfferedPolicy,
  type PolicyOffer,
  type PolicyProblem,
  type PolicySource,
  policyProblem as problem,
} from './policy-source.ts';

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly origin: PolicyOrigin;
  /** The PEM certificates of policy.caFile; null: the system's certificate authorities. */
  readonly ca: string | null;
  /** PEM of both files of policy.login.clientCertificate. */
  readonly clientCertificate: { readonly certificate: string; readonly key: string } | null;
  readonly blocklist: BlocklistText;
  /** SHA-256 of files, of policy.files and of the file it names. */
  readonly blockedHashes: readonly string[] | 'unreadable';
  /** The files of policy.files.yaraRuleFiles. */
  readonly yaraRules: readonly string[] | 'unreadable';
  /** PEM of the files of policy.forwarding; null when it names no log server. */
  readonly logServer: Pick<LogServer, 'ca' | 'clientCertificate'> | null;
  /** Of those of policy.report.destinations that are services, with the files they name. */
  readonly reportEndpoints: readonly ReportEndpoint[];
  /** Files and folders, whether they are there or not, of which a change may be a change of any of this. */
  readonly lookedAt: readonly string[];
  /** When time alone may change it, in milliseconds since the epoch. */
  readonly staleAt: number | null;
}

export const mostProblems = 100;
const mebibyte = 1024 * 1024;
const largestPolicy = mebibyte;
const largestPem = mebibyte;
const largestRules = 4 * mebibyte;
const largestBlocklist = 64 * mebibyte;

/**
 * The policy in force. One that exists and cannot be believed, read or understood is refused whole: the last good one stays, or
 * else the strict default applies, and the origin says why. So is one whose certificate authorities cannot be read: with the system's
 * in their place, a server would be trusted that the company does not trust. The same goes for a client certificate or its key. A
 * blocklist that cannot be read leaves the policy in force, or nobody could work; until it is there every link is held, and the
 * origin says so. So it is with the list of files.
 */
export async function loadPolicy(
  source: PolicySource | null,
  lastGood: LoadedPolicy | null = null,
): Promise<LoadedPolicy> {
  if (source === null) return strictDefault({ problems: [], lookedAt: [], staleAt: null });
  const offer = await source.offer(largestPolicy);
  if (offer.outcome === 'absent') {
    // The strict default is no safe place to fall back to: it knows neither the company's authorities nor its blocklist.
    const isRemoved = lastGood !== null && lastGood.origin.source !== 'default';
    const problems = isRemoved ? [problem('removed', source.file)] : [];
    return isRemoved ? stays(lastGood, { ...offer, problems }) : strictDefault({ ...offer, problems });
  }
  const loaded = offer.outcome === 'refused' ? offer : await take(offer, source);
  if (!('outcome' in loaded)) return loaded;
  return lastGood === null ? strictDefault(loaded) : stays(lastGood, loaded);
}

/** Whether the policy that is there is not the one in force. */
export function isRefused({ origin }: LoadedPolicy): boolean {
  return origin.isLastGood || (origin.source === 'default' && origin.problems.length > 0);
}

type Refused = Extract<PolicyOffer, { outcome: 'refused' }>;

async function take(offer: OfferedPolicy, source: PolicySource): Promise<LoadedPolicy | Refused> {
  const loaded = await withFiles(offer, source);
  if (!('outcome' in loaded)) return also(loaded, (await offer.keep()) ?? []);
  if (offer.instead === null) return loaded;
  const before = await withFiles(offer.instead, source);
  if ('outcome' in before) return loaded;
  const { origin, lookedAt } = also(before, loaded.problems);
  return { ...before, origin: { ...origin, isLastGood: true }, lookedAt: union(loaded.lookedAt, lookedAt) };
}

function also(loaded: LoadedPolicy, more: PolicyProblem | readonly PolicyProblem[]): LoadedPolicy {
  const problems = [...('code' in more ? [more] : more), ...loaded.origin.problems].slice(0, mostProblems);
  return { ...loaded, origin: { ...loaded.origin, problems } };
}

async function withFiles(offer: OfferedPolicy, source: PolicySource): Promise<LoadedPolicy | Refused> {
  const { staleAt } = offer;
  const refused = (problems: readonly PolicyProblem[], named: readonly string[] = []): Refused => ({
    outcome: 'refused',
    problems,
    lookedAt: union(offer.lookedAt, named),
    staleAt,
  });
  const parsed = await acceptPolicyParts(offer.parts);
  if (!parsed.ok) return refused(parsed.problems);
  const { policy } = parsed;
  const named = namedFiles(policy);
  let ca: string | null = null;
  if (policy.caFile !== null) {
    const text = await readText(policy.caFile, largestPem, source);
    if (typeof text !== 'string') return refused([problem(text.code, policy.caFile, 'caFile')], named);
    if (!holdsCertificates(text))
      return refused([problem('file-unreadable', policy.caFile, 'caFile')], named);
    ca = text;
  }
  const clientCertificate = await readKeyPair(
    policy.login.clientCertificate,
    'login.clientCertificate',
    source,
  );
  if (clientCertificate !== null && 'code' in clientCertificate) return refused([clientCertificate], named);
  const logServer = await readLogServer(policy, source);
  if (logServer !== null && 'code' in logServer) return refused([logServer], named);
  const reportEndpoints = await readReportEndpoints(policy, source);
  if ('code' in reportEndpoints) return refused([reportEndpoints], named);
  const { blocklist, problems } = await readBlocklist(policy, source);
  const hashes = await readHashes(policy, source);
  const rules = await rulesOf(policy, source);
  const origin = {
    source: offer.source,
    isLastGood: offer.problems.length > 0,
    problems: [...offer.problems, ...problems, ...hashes.problems, ...rules.problems, ...parsed.notYet].slice(
      0,
      mostProblems,
    ),
  };
  return {
    policy,
    origin,
    ca,
    clientCertificate,
    logServer,
    reportEndpoints,
    blocklist,
    blockedHashes: hashes.blockedHashes,
    yaraRules: rules.yaraRules,
    lookedAt: union(offer.lookedAt, named),
    staleAt,
  };
}

function union(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])];
}

function namedFiles({ caFile, blocklistFile, files, login, forwarding, report }: Policy): readonly string[] {
  const pairs = [login.clientCertificate, forwarding?.clientCertificate ?? null];
  const inPairs = pairs.flatMap((pair) => (pair === null ? [] : [pair.certificateFile, pair.keyFile]));
  const authorities = [
    caFile,
    forwarding?.caFile ?? null,
    ...report.destinations.map((to) => (to.kind === 'https' ? to.caFile : null)),
  ];
  return [...authorities, ...inPairs, blocklistFile, files.blockedHashesFile, ...files.yaraRuleFiles].filter(
    (file) => file !== null,
  );
}

/** The list that a policy names. One that is too long, no text or not to be read leaves nothing that a link could be compared with. */
export async function readBlocklist(
  { blocklistFile }: Policy,
  source: Pick<PolicySource, 'read'>,
): Promise<{ blocklist: BlocklistText; problems: PolicyProblem[] }> {
  if (blocklistFile === null) return { blocklist: { kind: 'none' }, problems: [] };
  const text = await readText(blocklistFile, largestBlocklist, source);
  if (typeof text === 'string') return { blocklist: { kind: 'text', text }, problems: [] };
  return {
    blocklist: { kind: 'unreadable' },
    problems: [problem(text.code, blocklistFile, 'blocklistFile')],
  };
}

/** Without the list every file is held until it is there. */
async function readHashes(
  { files }: Policy,
  source: PolicySource,
): Promise<Pick<LoadedPolicy, 'blockedHashes'> & { readonly problems: readonly PolicyProblem[] }> {
  let code: PolicyProblem['code'] = 'file-unreadable';
  const blockedHashes = await readBlockedHashes(files, async (file) => {
    const text = await readText(file, largestBlocklist, source);
    if (typeof text === 'string') return text;
    code = text.code;
    throw new Error(code);
  });
  const problems =
    blockedHashes === 'unreadable'
      ? [problem(code, files.blockedHashesFile ?? '', 'files.blockedHashesFile')]
      : [];
  return { blockedHashes, problems };
}

/** Without its rules every file is held. */
async function rulesOf(
  { files }: Policy,
  source: PolicySource,
): Promise<Pick<LoadedPolicy, 'yaraRules'> & { readonly problems: readonly PolicyProblem[] }> {
  const problems: PolicyProblem[] = [];
  const yaraRules = await readYaraRules(files, async (file) => {
    const text = await readText(file, largestRules, source);
    if (typeof text === 'string') return text;
    problems.push(problem(text.code, file, `files.yaraRuleFiles[${files.yaraRuleFiles.indexOf(file)}]`));
    throw new Error(text.code);
  });
  return { yaraRules, problems };
}

/** Half a pair, or two halves of different pairs, would log nobody in; and without it PLAIN would be on again where it is allowed. */
async function readKeyPair(
  pair: Policy['login']['clientCertificate'],
  place: string,
  source: PolicySource,
): Promise<LoadedPolicy['clientCertificate'] | PolicyProblem> {
  if (pair === null) return null;
  const { certificateFile, keyFile } = pair;
  const inCertificate = (code: PolicyProblem['code']) =>
    problem(code, certificateFile, `${place}.certificateFile`);
  const inKey = (code: PolicyProblem['code']) => problem(code, keyFile, `${place}.keyFile`);
  const certificate = await readText(certificateFile, largestPem, source);
  if (typeof certificate !== 'string') return inCertificate(certificate.code);
  if (!holdsCertificates(certificate)) return inCertificate('file-unreadable');
  const key = await readText(keyFile, largestPem, source);
  if (typeof key !== 'string') return inKey(key.code);
  return isKeyOf(certificate, key) ? { certificate, key } : inKey('file-unreadable');
}

/** The record would go to anybody who is let in by somebody else's authorities, so these too refuse the policy. */
async function readLogServer(
  { forwarding }: Policy,
  source: PolicySource,
): Promise<LoadedPolicy['logServer'] | PolicyProblem> {
  if (forwarding === null) return null;
  const { caFile } = forwarding;
  const ca = await readText(caFile, largestPem, source);
  if (typeof ca !== 'string') return problem(ca.code, caFile, 'forwarding.caFile');
  if (!holdsCertificates(ca)) return problem('file-unreadable', caFile, 'forwarding.caFile');
  const pair = await readKeyPair(forwarding.clientCertificate, 'forwarding.clientCertificate', source);
  return pair !== null && 'code' in pair ? pair : { ca, clientCertificate: pair };
}

async function readReportEndpoints(
  { report }: Policy,
  source: PolicySource,
): Promise<readonly ReportEndpoint[] | PolicyProblem> {
  const endpoints: ReportEndpoint[] = [];
  for (const [index, destination] of report.destinations.entries()) {
    if (destination.kind !== 'https') continue;
    const { url, caFile } = destination;
    const place = `report.destinations[${index}].caFile`;
    const ca = caFile === null ? null : await readText(caFile, largestPem, source);
    if (ca !== null && typeof ca !== 'string') return problem(ca.code, caFile ?? '', place);
    if (ca !== null && !holdsCertificates(ca)) return problem('file-unreadable', caFile ?? '', place);
    endpoints.push({ url, ca });
  }
  return endpoints;
}

async function readText(
  file: string,
  mostBytes: number,
  source: Pick<PolicySource, 'read'>,
): Promise<string | { readonly code: PolicyProblem['code'] }> {
  const read = await source.read(file, mostBytes);
  if (read.outcome !== 'read') return { code: read.outcome === 'absent' ? 'file-unreadable' : read.code };
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { code: 'file-unreadable' };
  }
}

/** At least one certificate, and nothing between the markers that is none. */
function holdsCertificates(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  const begun = pem.split('-----BEGIN').length - 1;
  return blocks.length > 0 && blocks.length === begun && blocks.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch (error) {
    // OpenSSL's own error for what it cannot decode.
    if (error instanceof Error) return false;
    throw error;
  }
}

/** A key with a passphrase is none here: the passphrase would have to lie beside it. */
function isKeyOf(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** In force as before, and why nothing newer is; its own files are still looked at. */
function stays(
  lastGood: LoadedPolicy,
  { problems, lookedAt, staleAt }: Omit<Refused, 'outcome'>,
): LoadedPolicy {
  const { source } = lastGood.origin;
  return {
    ...lastGood,
    origin: { source, isLastGood: source !== 'default', problems: [...problems] },
    lookedAt: union(lookedAt, namedFiles(lastGood.policy)),
    staleAt,
  };
}

function strictDefault({ problems, lookedAt, staleAt }: Omit<Refused, 'outcome'>): LoadedPolicy {
  return {
    policy: strictDefaultPolicy,
    origin: { source: 'default', isLastGood: false, problems: [...problems] },
    ca: null,
    clientCertificate: null,
    logServer: null,
    reportEndpoints: [],
    blocklist: { kind: 'none' },
    blockedHashes: [],
    yaraRules: [],
    lookedAt,
    staleAt,
  };
}
