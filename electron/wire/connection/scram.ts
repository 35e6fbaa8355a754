import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ConnectionFailed } from './connection-failed.ts';
import type { Offer } from './mechanism.ts';
import { saslPrep } from './sasl-prep.ts';

export type ScramHash = 'sha1' | 'sha256' | 'sha512';

/**
 * Bound to the TLS channel (the -PLUS mechanisms), not bound though we could (`y`: a server that could as well learns that somebody
 * took its -PLUS out of the list, and refuses), or not able to (`n`): RFC 5802 section 6.
 */
export type ScramBinding =
  | { readonly flag: 'n' | 'y' }
  | { readonly flag: 'p'; readonly name: string; readonly data: Uint8Array };

export interface ScramOptions {
  readonly hash: ScramHash;
  readonly username: string;
  readonly password: string;
  readonly binding: ScramBinding;
  /** What arrived as the server's offer, to be compared with what it says it sent (XEP-0474). */
  readonly offer: Offer;
  /** Printable ASCII without commas; random when not given. */
  readonly nonce?: string;
}

/**
 * The client's side of one SCRAM login (RFC 5802, RFC 7677). It proves the password without showing it, and believes the server only
 * when that proves to know it too: every step that RFC leaves to the client's care is a reason to stop here. Steps throw
 * ConnectionFailed.
 */
export class ScramClient {
  readonly #options: ScramOptions;
  readonly #nonce: string;
  readonly #username: string;
  readonly #password: string;
  #serverSignature: Buffer | null = null;

  constructor(options: ScramOptions) {
    this.#options = options;
    this.#nonce = options.nonce ?? randomBytes(24).toString('base64');
    const username = saslPrep(options.username);
    const password = saslPrep(options.password);
    // What no server can have stored is a wrong password without asking.
    if (username === null || password === null) throw new ConnectionFailed('wrong-password');
    this.#username = username.replaceAll('=', '=3D').replaceAll(',', '=2C');
    this.#password = password;
  }

  first(): string {
    return `${this.#gs2Header}${this.#firstBare}`;
  }

  /** Answers the server's challenge; the work grows with its iteration count and is done off the main thread. */
  async respond(serverFirst: string): Promise<string> {
    if (this.#serverSignature !== null) throw notGenuine('scram.second-challenge');
    const { nonce, salt, iterations, extensions } = readChallenge(serverFirst, this.#nonce);
    const { hash, binding, offer } = this.#options;
    if (!isOfferUntouched(offer, hash, extensions)) throw notGenuine('scram.downgrade');
    const size = createHash(hash).digest().length;
    const salted = await derive(this.#password, salt, iterations, size, hash);
    const bound = binding.flag === 'p' ? binding.data : new Uint8Array(0);
    const channel = Buffer.concat([Buffer.from(this.#gs2Header), bound]).toString('base64');
    const withoutProof = `c=${channel},r=${nonce}`;
    const authMessage = `${this.#firstBare},${serverFirst},${withoutProof}`;

    const clientKey = createHmac(hash, salted).update('Client Key').digest();
    const storedKey = createHash(hash).update(clientKey).digest();
    const clientSignature = createHmac(hash, storedKey).update(authMessage).digest();
    const proof = clientKey.map((byte, index) => byte ^ (clientSignature[index] ?? 0));
    const serverKey = createHmac(hash, salted).update('Server Key').digest();
    this.#serverSignature = createHmac(hash, serverKey).update(authMessage).digest();
    return `${withoutProof},p=${Buffer.from(proof).toString('base64')}`;
  }

  /** Whether the server knows the account's key: without that, anyone could have said "success". */
  verify(serverFinal: string): void {
    if (this.#serverSignature === null) throw notGenuine('scram.early-success');
    const [verifier = ''] = serverFinal.split(',');
    const presented = verifier.startsWith('v=') ? decodeBase64(verifier.slice(2)) : null;
    if (presented === null) throw notGenuine('scram.server-signature-missing');
    const isEqual =
      presented.length === this.#serverSignature.length && timingSafeEqual(presented, this.#serverSignature);
    if (!isEqual) throw notGenuine('scram.server-signature');
  }

  get #gs2Header(): string {
    const { binding } = this.#options;
    return binding.flag === 'p' ? `p=${binding.name},,` : `${binding.flag},,`;
  }

  get #firstBare(): string {
    return `n=${this.#username},r=${this.#nonce}`;
  }
}

const derive = promisify(pbkdf2);

/** RFC 7677 section 4: fewer make a stolen proof cheap to guess from. */
const fewestIterations = 4096;

/** Above what anyone recommends (OWASP 2023: 1,300,000 for SHA-1); more would only keep this computer busy for the sender's pleasure. */
const mostIterations = 2_000_000;

interface Challenge {
  readonly nonce: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly extensions: readonly string[];
}

/** RFC 5802 section 5.1 in its order: r, s, i; what follows are extensions, which may be ignored as only `m` is mandatory. */
function readChallenge(text: string, ownNonce: string): Challenge {
  if (text.startsWith('m=')) throw notGenuine('scram.mandatory-extension');
  const [r = '', s = '', i = '', ...extensions] = text.split(',');
  const nonce = r.startsWith('r=') ? r.slice(2) : '';
  if (!nonce.startsWith(ownNonce) || nonce.length === ownNonce.length) throw notGenuine('scram.nonce');
  const salt = s.startsWith('s=') ? decodeBase64(s.slice(2)) : null;
  if (salt === null || salt.length === 0) throw notGenuine('scram.salt');
  const iterations = /^i=[1-9][0-9]{0,9}$/.test(i) ? Number(i.slice(2)) : 0;
  if (iterations < fewestIterations || iterations > mostIterations) throw notGenuine('scram.iterations');
  return { nonce, salt, iterations, extensions };
}

/**
 * XEP-0474: the server's hash of what it offered, in `h`, which the proofs of both sides cover. True when it says nothing of it.
 * Servers of versions before 0.4.0 (Prosody's mod_sasl_ssdp) put `,` and `|` between the names: as good, while no name holds either.
 */
function isOfferUntouched(
  { mechanisms, bindings }: Offer,
  hash: ScramHash,
  extensions: readonly string[],
): boolean {
  const said = extensions.filter((extension) => extension.startsWith('h=')).map((text) => text.slice(2));
  if (said.length === 0) return true;
  const digest = (between: string, lists: string) => {
    const parts = [mechanisms, ...(bindings === null ? [] : [bindings])];
    const text = parts.map((names) => sortOctets(names).join(between)).join(lists);
    return createHash(hash).update(text).digest('base64');
  };
  const isPlain = [...mechanisms, ...(bindings ?? [])].every((name) => !/[,|]/.test(name));
  const accepted = [digest('\x1E', '\x1F'), ...(isPlain ? [digest(',', '|')] : [])];
  return said.every((text) => accepted.includes(text));
}

/** i;octet (RFC 4790 section 9.3). */
function sortOctets(names: readonly string[]): string[] {
  return names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Node skips what is not base64; here that is a refusal. */
function decodeBase64(text: string): Buffer | null {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? Buffer.from(text, 'base64')
    : null;
}

function notGenuine(rule: string): ConnectionFailed {
  return new ConnectionFailed('server-not-genuine', { rule });
}
