import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  type BlocklistText,
  type Policy,
  type PolicyOrigin,
  strictDefaultPolicy,
} from '../../shared/policy.ts';
import { acceptPolicy } from './accept-policy.ts';
import type { PolicyProblem, PolicySource } from './policy-source.ts';

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly origin: PolicyOrigin;
  /** The PEM certificates of policy.caFile; null: the system's certificate authorities. */
  readonly ca: string | null;
  /** PEM of both files of policy.login.clientCertificate. */
  readonly clientCertificate: { readonly certificate: string; readonly key: string } | null;
  readonly blocklist: BlocklistText;
}

const mebibyte = 1024 * 1024;
const largestPolicy = mebibyte;
const largestPem = mebibyte;
const largestBlocklist = 64 * mebibyte;

/**
 * The policy in force. One that exists and cannot be believed, read or understood is refused whole: the strict default applies
 * and the origin says why. So does one whose certificate authorities cannot be read: with the system's in their place, a server
 * would be trusted that the company does not trust. The same goes for a client certificate or its key. A blocklist that cannot be read leaves the policy in force, or nobody could
 * work; until it is there every link is held, and the origin says so.
 */
export async function loadPolicy(source: PolicySource | null): Promise<LoadedPolicy> {
  if (source === null) return strictDefault([]);
  const read = await source.read(source.file, largestPolicy);
  if (read.outcome === 'absent') {
    // A developer who names a file means that file; on a machine without a policy nothing is wrong.
    return strictDefault(source.kind === 'machine' ? [] : [problem('unreadable', source.file, '')]);
  }
  if (read.outcome === 'refused') return strictDefault([problem(read.code, source.file, '')]);
  const parsed = await acceptPolicy(read.bytes, source.file);
  if (!parsed.ok) return strictDefault(parsed.problems);
  return withFiles(parsed.policy, source);
}

async function withFiles(policy: Policy, source: PolicySource): Promise<LoadedPolicy> {
  let ca: string | null = null;
  if (policy.caFile !== null) {
    const text = await readText(policy.caFile, largestPem, source);
    if (typeof text !== 'string') return strictDefault([problem(text.code, policy.caFile, 'caFile')]);
    if (!holdsCertificates(text)) return strictDefault([problem('file-unreadable', policy.caFile, 'caFile')]);
    ca = text;
  }
  const own = await readClientCertificate(policy, source);
  if (own !== null && 'code' in own) return strictDefault([own]);
  const files = { ca, clientCertificate: own };
  if (policy.blocklistFile === null) return inForce(policy, source, files, { kind: 'none' }, []);
  const text = await readText(policy.blocklistFile, largestBlocklist, source);
  if (typeof text === 'string') return inForce(policy, source, files, { kind: 'text', text }, []);
  const problems = [problem(text.code, policy.blocklistFile, 'blocklistFile')];
  return inForce(policy, source, files, { kind: 'unreadable' }, problems);
}

/** Half a pair, or two halves of different pairs, would log nobody in; and without it PLAIN would be on again where it is allowed. */
async function readClientCertificate(
  policy: Policy,
  source: PolicySource,
): Promise<LoadedPolicy['clientCertificate'] | PolicyProblem> {
  if (policy.login.clientCertificate === null) return null;
  const { certificateFile, keyFile } = policy.login.clientCertificate;
  const inCertificate = (code: PolicyProblem['code']) =>
    problem(code, certificateFile, 'login.clientCertificate.certificateFile');
  const inKey = (code: PolicyProblem['code']) => problem(code, keyFile, 'login.clientCertificate.keyFile');
  const certificate = await readText(certificateFile, largestPem, source);
  if (typeof certificate !== 'string') return inCertificate(certificate.code);
  if (!holdsCertificates(certificate)) return inCertificate('file-unreadable');
  const key = await readText(keyFile, largestPem, source);
  if (typeof key !== 'string') return inKey(key.code);
  return isKeyOf(certificate, key) ? { certificate, key } : inKey('file-unreadable');
}

async function readText(
  file: string,
  mostBytes: number,
  source: PolicySource,
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

function inForce(
  policy: Policy,
  source: PolicySource,
  files: Pick<LoadedPolicy, 'ca' | 'clientCertificate'>,
  blocklist: BlocklistText,
  problems: PolicyProblem[],
): LoadedPolicy {
  return { policy, origin: { source: source.kind, problems }, ...files, blocklist };
}

function strictDefault(problems: readonly PolicyProblem[]): LoadedPolicy {
  const origin: PolicyOrigin = { source: 'default', problems: [...problems] };
  return {
    policy: strictDefaultPolicy,
    origin,
    ca: null,
    clientCertificate: null,
    blocklist: { kind: 'none' },
  };
}

function problem(code: PolicyProblem['code'], file: string, place: string): PolicyProblem {
  return { code, file: file.slice(0, 4096), place };
}
