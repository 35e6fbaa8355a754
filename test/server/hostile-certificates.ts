import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server may show instead of a certificate for `corp.test` from the authority that the client trusts. */
export const certificateFaults = {
  none: { names: 'DNS:corp.test' },
  /** Nothing either, and an older kind of key. */
  rsa: { names: 'DNS:corp.test', key: ['-newkey', 'rsa:2048', '-nodes'] },
  expired: { names: 'DNS:corp.test', from: '20200101000000Z', until: '20200201000000Z' },
  notYetValid: { names: 'DNS:corp.test', from: '20990101000000Z', until: '20990201000000Z' },
  /** Of the host that SRV or policy named, not of the domain. */
  otherName: { names: 'DNS:xmpp.attacker.test' },
  /** Of the name under which tests reach the server. */
  ofTheHost: { names: 'DNS:localhost' },
  commonNameOnly: { commonName: 'corp.test' },
  addressOnly: { names: 'IP:127.0.0.1' },
  /** A wildcard covers one label and never the domain itself. */
  wildcardBelow: { names: 'DNS:*.corp.test' },
  untrusted: { names: 'DNS:corp.test', signer: 'stranger' },
  selfSigned: { names: 'DNS:corp.test', signer: 'itself' },
  /** Of an authority that calls itself what the trusted one is called. */
  byNamesake: { names: 'DNS:corp.test', signer: 'namesake' },
  /** The authority signed for another that signed this; both are shown. */
  throughIntermediate: { names: 'DNS:corp.test', signer: 'intermediate' },
  /** Of a company whose own certificate is no authority's. */
  throughLeaf: { names: 'DNS:corp.test', signer: 'leaf' },
} as const satisfies Record<string, Fault>;

export type CertificateFault = keyof typeof certificateFaults;

interface Fault {
  readonly names?: string;
  readonly commonName?: string;
  readonly key?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly signer?: Signer | 'itself';
}

type Signer = keyof typeof signers;

/** Who signs, under which name, and with whose permission. */
const signers = {
  trusted: { subject: '/CN=The trusted authority', extensions: authority(), signer: null },
  stranger: { subject: '/CN=The stranger authority', extensions: authority(), signer: null },
  namesake: { subject: '/CN=The trusted authority', extensions: authority(), signer: null },
  intermediate: { subject: '/CN=The intermediate', extensions: authority(), signer: 'trusted' },
  leaf: {
    subject: '/CN=No authority',
    extensions: ['basicConstraints=critical,CA:FALSE'],
    signer: 'trusted',
  },
} as const;

function authority(): readonly string[] {
  return ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
}

/** An authority and the certificates it gives out, made with openssl in a temporary folder. */
export class HostileCertificates {
  /** PEM of the authority to trust. */
  readonly ca: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'gatehouse-hostile-'));
  readonly #made = new Map<CertificateFault, { readonly key: string; readonly cert: string }>();

  constructor() {
    writeFileSync(this.#path('empty.txt'), '');
    writeFileSync(this.#path('ca.cnf'), authorityConfig);
    this.ca = this.authority('trusted');
  }

  /** PEM of one who signs. */
  authority(name: Signer): string {
    if (existsSync(this.#path(`${name}.pem`))) return this.#read(`${name}.pem`);
    const { subject, extensions, signer } = signers[name];
    const added = extensions.flatMap((extension) => ['-addext', extension]);
    const key = [...newKey, '-keyout', `${name}.key`, '-subj', subject];
    if (signer === null) {
      this.#openssl(
        'req',
        '-x509',
        '-config',
        'ca.cnf',
        ...key,
        '-out',
        `${name}.pem`,
        '-days',
        '2',
        ...added,
      );
    } else {
      this.#openssl('req', '-config', 'ca.cnf', ...key, '-out', `${name}.csr`, ...added);
      this.#sign(name, signer, ['-days', '2']);
    }
    return this.#read(`${name}.pem`);
  }

  get(fault: CertificateFault): { readonly key: string; readonly cert: string } {
    const made = this.#made.get(fault) ?? this.#make(fault, certificateFaults[fault]);
    this.#made.set(fault, made);
    return made;
  }

  /** RFC 7469 appendix A, by the command it gives. */
  pinByOpenssl(pem: string): string {
    const command =
      'openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64';
    return execFileSync('sh', ['-c', command], { input: pem, encoding: 'utf8' }).trim();
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
      this.#openssl('req', ...(fault.key ?? newKey), ...output, '-subj', subject, ...names);
      const signer = fault.signer ?? 'trusted';
      const issuer = this.authority(signer);
      const lifetime =
        fault.from && fault.until ? ['-startdate', fault.from, '-enddate', fault.until] : ['-days', '2'];
      this.#sign(name, signer, lifetime);
      const chain = signers[signer].signer === null ? '' : issuer;
      return { key: this.#read(`${name}.key`), cert: this.#read(`${name}.pem`) + chain };
    }
    return { key: this.#read(`${name}.key`), cert: this.#read(`${name}.pem`) };
  }

  #sign(name: string, signer: Signer, lifetime: readonly string[]): void {
    this.#openssl(
      ...['ca', '-batch', '-notext', '-config', 'ca.cnf', ...lifetime],
      ...['-cert', `${signer}.pem`, '-keyfile', `${signer}.key`],
      ...['-in', `${name}.csr`, '-out', `${name}.pem`],
    );
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
[req]
distinguished_name = anything
`;
