import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

export type ScramMechanism = 'SCRAM-SHA-1' | 'SCRAM-SHA-256';

/** The client's side of SCRAM (RFC 5802) for the tests, without channel binding. */
export class PeerScram {
  readonly first: string;
  readonly #password: string;
  readonly #algorithm: 'sha1' | 'sha256';
  readonly #nonce = randomBytes(18).toString('base64');
  readonly #firstBare: string;
  #expectedSignature: Buffer = Buffer.alloc(0);

  constructor(mechanism: ScramMechanism, user: string, password: string) {
    this.#password = password;
    this.#algorithm = mechanism === 'SCRAM-SHA-1' ? 'sha1' : 'sha256';
    this.#firstBare = `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${this.#nonce}`;
    this.first = `n,,${this.#firstBare}`;
  }

  /** The answer to the server's challenge. */
  respond(challenge: string): string {
    const fields = fieldsOf(challenge);
    const nonce = fields.get('r') ?? '';
    if (!nonce.startsWith(this.#nonce)) throw new Error('the server changed the nonce');
    const salt = Buffer.from(fields.get('s') ?? '', 'base64');
    const iterations = Number(fields.get('i'));
    const length = this.#algorithm === 'sha1' ? 20 : 32;
    const salted = pbkdf2Sync(this.#password.normalize('NFKC'), salt, iterations, length, this.#algorithm);
    const clientKey = this.#sign(salted, 'Client Key');
    const storedKey = createHash(this.#algorithm).update(clientKey).digest();
    const withoutProof = `c=biws,r=${nonce}`;
    const transcript = `${this.#firstBare},${challenge},${withoutProof}`;
    const signature = this.#sign(storedKey, transcript);
    this.#expectedSignature = this.#sign(this.#sign(salted, 'Server Key'), transcript);
    const proof = clientKey.map((byte, index) => byte ^ (signature[index] ?? 0));
    return `${withoutProof},p=${Buffer.from(proof).toString('base64')}`;
  }

  /** Throws unless the server proved that it knows the password. */
  verify(final: string): void {
    const signature = Buffer.from(fieldsOf(final).get('v') ?? '', 'base64');
    const expected = this.#expectedSignature;
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new Error('the server does not know the password');
    }
  }

  #sign(key: Buffer, message: string): Buffer {
    return createHmac(this.#algorithm, key).update(message).digest();
  }
}

function fieldsOf(message: string): Map<string, string> {
  return new Map(message.split(',').map((field) => [field.slice(0, 1), field.slice(2)]));
}
