import { createHash, createHmac, pbkdf2Sync, randomUUID } from 'node:crypto';

export type PasswordHash = 'SHA-1' | 'SHA-256';

/**
 * An account as Prosody's `internal_hashed` keeps it (RFC 5802 section 3). Written directly because
 * prosodyctl takes its time for every single one.
 */
export function prosodyAccountFile(password: string, hash: PasswordHash): string {
  const algorithm = hash === 'SHA-1' ? 'sha1' : 'sha256';
  const length = hash === 'SHA-1' ? 20 : 32;
  const salt = randomUUID();
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, length, algorithm);
  const sign = (text: string) => createHmac(algorithm, salted).update(text).digest();
  const storedKey = createHash(algorithm).update(sign('Client Key')).digest('hex');
  const serverKey = sign('Server Key').toString('hex');
  return [
    'return {',
    `\t["salt"] = "${salt}";`,
    `\t["stored_key"] = "${storedKey}";`,
    `\t["iteration_count"] = ${ITERATIONS};`,
    `\t["server_key"] = "${serverKey}";`,
    '};',
    '',
  ].join('\n');
}

/** Names of hosts and accounts as Prosody's file store writes them: everything but letters and digits as %xx. */
export function prosodyFileName(name: string): string {
  let encoded = '';
  for (const byte of Buffer.from(name, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += /[0-9A-Za-z]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }
  return encoded;
}

const ITERATIONS = 10_000;
