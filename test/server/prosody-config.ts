import type { CertificateFiles } from './certificates.ts';
import type { PasswordHash } from './prosody-account.ts';

export interface ProsodySettings {
  readonly folder: string;
  readonly hosts: readonly string[];
  readonly ports: {
    readonly directTls: number;
    readonly starttls: number;
    readonly components: number;
    readonly https: number;
  };
  readonly certificates: CertificateFiles;
  /** False: no STARTTLS is offered and logins in the clear are invited, as on a server set up carelessly or an attacker's. */
  readonly starttls: boolean;
  /** TLS 1.2 and nothing newer. */
  readonly onlyTls12: boolean;
  readonly passwordHash: PasswordHash;
  readonly offersPlain: boolean;
  readonly modules: readonly string[];
  readonly hasGroups: boolean;
  /** Bytes. */
  readonly maxStanza: number;
  /** Domains that another program speaks for (XEP-0114), all with this secret. */
  readonly components: readonly string[];
  /** Where files are kept (XEP-0363): one of the hosts, or a domain of its own below one. */
  readonly uploads: { readonly domain: string; readonly maxBytes: number } | null;
  readonly componentSecret: string;
  readonly logLevel: 'debug' | 'info';
  /** Stores that are not written to the disk. */
  readonly inMemory: readonly string[];
  readonly runsAsRoot: boolean;
}

/** The text of prosody.cfg.lua. Federation is off: the hosts of one server reach each other without it. */
export function prosodyConfig(settings: ProsodySettings): string {
  const { folder, hosts, ports, certificates, uploads } = settings;
  const refused = ['DIGEST-MD5', ...(settings.offersPlain ? [] : ['PLAIN'])];
  const enabled = [...MODULES, ...(settings.starttls ? ['tls'] : []), ...settings.modules];
  const lines = [
    ...(settings.runsAsRoot ? ['run_as_root = true'] : []),
    `data_path = ${lua(`${folder}/data`)}`,
    `pidfile = ${lua(`${folder}/data/prosody.pid`)}`,
    `log = { { levels = { min = ${lua(settings.logLevel)} }, to = "console" } }`,
    `interfaces = { "127.0.0.1" }`,
    `c2s_ports = { ${ports.starttls} }`,
    `c2s_direct_tls_ports = { ${ports.directTls} }`,
    `component_ports = { ${settings.components.length > 0 ? ports.components : ''} }`,
    `http_ports = { }`,
    `https_ports = { ${settings.uploads === null ? '' : ports.https} }`,
    `modules_enabled = ${luaList(enabled)}`,
    `modules_disabled = ${luaList(['s2s', ...(settings.starttls ? [] : ['tls'])])}`,
    `ssl = { certificate = ${lua(certificates.certificate)}, key = ${lua(certificates.key)}${settings.onlyTls12 ? ', protocol = "tlsv1_2"' : ''} }`,
    `certificates = ${lua(`${folder}/tls`)}`,
    `c2s_require_encryption = ${settings.starttls}`,
    `allow_unencrypted_plain_auth = ${!settings.starttls && settings.offersPlain}`,
    `authentication = "internal_hashed"`,
    `password_hash = ${lua(settings.passwordHash)}`,
    `disable_sasl_mechanisms = ${luaList(refused)}`,
    `c2s_stanza_size_limit = ${settings.maxStanza}`,
    `limits = { c2s = { rate = "50mb/s", burst = "2s" } }`,
    `storage = { ${settings.inMemory.map((store) => `${store} = "memory"`).join('; ')} }`,
    `default_archive_policy = true`,
    `storage_archive_item_limit = 200000`,
    ...hosts.flatMap((host, index) => [
      `VirtualHost ${lua(host)}`,
      ...modulesOf(host, index === 0 && settings.hasGroups, settings),
    ]),
    ...(uploads === null || hosts.includes(uploads.domain)
      ? []
      : [`Component ${lua(uploads.domain)} "http_file_share"`, ...fileShare(uploads, ports.https)]),
    ...settings.components.flatMap((domain) => [
      `Component ${lua(domain)}`,
      `component_secret = ${lua(settings.componentSecret)}`,
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function modulesOf(host: string, hasGroups: boolean, { folder, uploads, ports }: ProsodySettings): string[] {
  const keepsFiles = uploads?.domain === host;
  const modules = [...(hasGroups ? ['groups'] : []), ...(keepsFiles ? ['http_file_share'] : [])];
  return [
    ...(modules.length > 0 ? [`modules_enabled = ${luaList(modules)}`] : []),
    ...(hasGroups ? [`groups_file = ${lua(`${folder}/groups.txt`)}`] : []),
    ...(keepsFiles ? fileShare(uploads, ports.https) : []),
  ];
}

/** Under a name that every computer knows for itself: the domain is known to no name server. */
function fileShare(
  { maxBytes, port: said }: { readonly maxBytes: number; readonly port?: number },
  port: number,
): string[] {
  return [
    `http_host = "localhost"`,
    `http_external_url = "https://localhost:${said ?? port}/"`,
    `http_file_share_size_limit = ${maxBytes}`,
  ];
}

const MODULES = [
  'disco',
  'roster',
  'saslauth',
  'blocklist',
  'bookmarks',
  'carbons',
  'csi_simple',
  'limits',
  'mam',
  'offline',
  'pep',
  'ping',
  'private',
  'smacks',
  'time',
  'vcard4',
  'vcard_legacy',
  'version',
];

function lua(text: string): string {
  if (/["\\\n]/.test(text)) throw new Error(`not fit for the configuration of Prosody: ${text}`);
  return `"${text}"`;
}

function luaList(texts: readonly string[]): string {
  return `{ ${texts.map(lua).join(', ')} }`;
}
