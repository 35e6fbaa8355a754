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

/** Makes one certificate for all `hosts` in `folder`, signed by the authority of that folder, which is made when there is none. */
export function makeCertificates(
  folder: string,
  hosts: readonly string[],
  fault: CertificateFault,
): CertificateFiles {
  mkdirSync(folder, { recursive: true });
  const trusted = makeAuthority(folder, 'ca');
  const signer = fault === 'untrusted' ? makeAuthority(folder, 'stranger') : trusted;
  const names = fault === 'wrong-name' ? ['elsewhere.test'] : hosts;

  const path = (name: string) => join(folder, name);
  openssl(['req', ...NEW_KEY, '-keyout', path('server.key'), '-out', path('server.csr'), '-subj', '/O=Test']);
  const extensions = [
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`,
    'basicConstraints=critical,CA:FALSE',
    'extendedKeyUsage=serverAuth',
  ];
  writeFileSync(path('server.ext'), extensions.join('\n'));
  const signing = ['-CA', signer.certificate, '-CAkey', signer.key, '-CAcreateserial'];
  const lifetime = ['-days', fault === 'expired' ? '-1' : '2'];
  const output = ['-extfile', path('server.ext'), '-out', path('server.pem')];
  openssl(['x509', '-req', '-in', path('server.csr'), ...signing, ...lifetime, ...output]);
  // The certificates are read by clients of other accounts; keys by nobody but the owner of the folder.
  for (const name of ['ca.pem', 'server.pem']) chmodSync(path(name), 0o644);
  return { caFile: trusted.certificate, certificate: path('server.pem'), key: path('server.key') };
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
