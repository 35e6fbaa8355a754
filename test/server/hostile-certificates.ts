import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server may show instead of a certificate for `corp.test` from the authority that the client trusts. */
export const certificateFaults = {
  none: { names: 'DNS:corp.test' },
  expired: { names: 'DNS:corp.test', from: '20200101000000Z', until: '20200201000000Z' },
  notYetValid: { names: 'DNS:corp.test', from: '20990101000000Z', until: '20990201000000Z' },
  /** Of the host that SRV or policy named, not of the domain. */
  otherName: { names: 'DNS:xmpp.attacker.test' },
  commonNameOnly: { commonName: 'corp.test' },
  addressOnly: { names: 'IP:127.0.0.1' },
  /** A wildcard covers one label and never the domain itself. */
  wildcardBelow: { names: 'DNS:*.corp.test' },
  untrusted: { names: 'DNS:corp.test', signer: 'stranger' },
  selfSigned: { names: 'DNS:corp.test', signer: 'itself' },
} as const satisfies Record<string, Fault>;

export type CertificateFault = keyof typeof certificateFaults;

interface Fault {
  readonly names?: string;
  readonly commonName?: string;
  readonly from?: string;
  readonly until?: string;
  readonly signer?: 'stranger' | 'itself';
}

/** An authority and the certificates it gives out, made with openssl in a temporary folder. */
export class HostileCertificates {
  /** PEM of the authority to trust. */
  readonly ca: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
  readonly #made = new Map<CertificateFault, { readonly key: string; readonly cert: string }>();

  constructor() {
    for (const name of ['trusted', 'stranger']) {
      this.#openssl(
        ...['req', '-x509', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2'],
        ...['-subj', `/CN=The ${name} authority`, '-addext', 'keyUsage=critical,keyCertSign'],
      );
    }
    this.ca = this.#read('trusted.pem');
    writeFileSync(this.#path('empty.txt'), '');
  }

  get(fault: CertificateFault): { readonly key: string; readonly cert: string } {
    const made = this.#made.get(fault) ?? this.#make(fault, certificateFaults[fault]);
    this.#made.set(fault, made);
    return made;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #make(name: string, fault: Fault): { readonly key: string; readonly cert: string } {
    const subject = fault.commonName === undefined ? '/O=Test' : `/CN=${fault.commonName}`;
    const names = fault.names === undefined ? [] : ['-addext', `subjectAltName=${fault.names}`];
    if (fault.signer === 'itself') {
      const output = ['-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2'];
      this.#openssl('req', '-x509', ...newKey, ...output, '-subj', subject, ...names);
    } else {
      const output = ['-keyout', `${name}.key`, '-out', `${name}.csr`];
      this.#openssl('req', ...newKey, ...output, '-subj', subject, ...names);
      const signer = fault.signer ?? 'trusted';
      writeFileSync(this.#path('ca.cnf'), authorityConfig);
      const lifetime =
        fault.from && fault.until ? ['-startdate', fault.from, '-enddate', fault.until] : ['-days', '2'];
      this.#openssl(
        ...['ca', '-batch', '-notext', '-config', 'ca.cnf', ...lifetime],
        ...[
          '-cert',
          `${signer}.pem`,
          '-keyfile',
          `${signer}.key`,
          '-in',
          `${name}.csr`,
          '-out',
          `${name}.pem`,
        ],
      );
    }
    return { key: this.#read(`${name}.key`), cert: this.#read(`${name}.pem`) };
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #read(name: string): string {
    return readFileSync(this.#path(name), 'utf8');
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

const authorityConfig = `
[ca]
default_ca = authority
[authority]
database = empty.txt
rand_serial = yes
new_certs_dir = .
default_md = sha256
policy = anything
copy_extensions = copy
unique_subject = no
[anything]
commonName = optional
organizationName = optional
`;
