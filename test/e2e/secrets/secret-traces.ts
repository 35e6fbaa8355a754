import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Something that must be found nowhere, and the forms in which it could lie about. */
export interface Secret {
  readonly name: string;
  readonly forms: readonly Buffer[];
}

/** Chromium keeps text in UTF-8 or UTF-16, and a login encodes it in base64. */
export function secretText(name: string, text: string): Secret {
  const bytes = Buffer.from(text, 'utf8');
  const encoded = [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex')];
  return { name, forms: [bytes, Buffer.from(text, 'utf16le'), ...encoded.map((form) => Buffer.from(form))] };
}

export function secretKey(name: string, base64: string): Secret {
  const key = Buffer.from(base64, 'base64');
  const written = [base64, key.toString('hex'), key.toString('hex').toUpperCase(), key.toString('base64url')];
  return { name, forms: [key, ...written.map((form) => Buffer.from(form))] };
}

/** Names of the secrets that are in `content`. */
export function tracesIn(content: Buffer, secrets: readonly Secret[]): string[] {
  return secrets.filter(({ forms }) => forms.some((form) => content.includes(form))).map(({ name }) => name);
}

/** What of the secrets is in files below `folder`, and in which. */
export function tracesBelow(folder: string, secrets: readonly Secret[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .flatMap((file) => tracesIn(readUnlessGone(file), secrets).map((name) => `${name} in ${file}`));
}

/** What every account of this computer can see of processes: command lines and environments. */
export function tracesInProcesses(pids: readonly number[], secrets: readonly Secret[]): string[] {
  return pids.flatMap((pid) =>
    ['cmdline', 'environ'].flatMap((part) =>
      tracesIn(readUnlessGone(`/proc/${pid}/${part}`), secrets).map((name) => `${name} in ${part} of ${pid}`),
    ),
  );
}

function readUnlessGone(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ESRCH') return Buffer.alloc(0);
    throw error;
  }
}
