import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is wrong with the certificate a server shows; `good`: nothing. */
export type CertificateFault = 'good' | 'wrong-name' | 'expired' | 'untrusted';

export interface CertificateFiles {
  /** The authority that clients are told to trust. It signed the certificate unless the fault is `untrusted`. */
  readonly caFile: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * Makes one certificate for all `hosts` in `folder`, signed by the authority of that folder, which is made when there is none: for a
 * server, or for a client that shows who it is.
 */
export function makeCertificates(
  folder: string,
  hosts: readonly string[],
  fault: CertificateFault,
  role: 'server' | 'client' = 'server',
): CertificateFiles {
  mkdirSync(folder, { recursive: true });
  const trusted = makeAuthority(folder, 'ca');
  const signer = fault === 'untrusted' ? makeAuthority(folder, 'stranger') : trusted;
  const names = fault === 'wrong-name' ? ['elsewhere.test'] : hosts;

  const files = (end: string) => join(folder, `${role}.${end}`);
  const [key, request, certificate] = [files('key'), files('csr'), files('pem')];
  openssl(['req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', '/O=Test']);
  const extensions = [
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`,
    'basicConstraints=critical,CA:FALSE',
    `extendedKeyUsage=${role}Auth`,
  ];
  writeFileSync(files('ext'), extensions.join('\n'));
  const signing = ['-CA', signer.certificate, '-CAkey', signer.key, '-CAcreateserial'];
  const lifetime = ['-days', fault === 'expired' ? '-1' : '2'];
  const output = ['-extfile', files('ext'), '-out', certificate];
  openssl(['x509', '-req', '-in', request, ...signing, ...lifetime, ...output]);
  // The certificates are read by clients of other accounts; keys by nobody but the owner of the folder.
  for (const file of [join(folder, 'ca.pem'), certificate]) chmodSync(file, 0o644);
  return { caFile: trusted.certificate, certificate, key };
}

/** The PEM text of the authority, as a TLS client takes it. */
export function readAuthority(files: CertificateFiles): string {
  return readFileSync(files.caFile, 'utf8');
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function makeAuthority(folder: string, name: string): { certificate: string; key: string } {
  const certificate = join(folder, `${name}.pem`);
  const key = join(folder, `${name}.key`);
  if (existsSync(certificate)) return { certificate, key };
  const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
  openssl([
    'req',
    '-x509',
    ...NEW_KEY,
    ...['-keyout', key, '-out', certificate, '-days', '2', '-subj', `/CN=Gatehouse test ${name}`],
    ...extensions.flatMap((extension) => ['-addext', extension]),
  ]);
  return { certificate, key };
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
