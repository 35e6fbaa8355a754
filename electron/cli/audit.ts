import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { headsInLog } from '../audit/heads-in-log.ts';
import type { CommandOutput } from './run-command.ts';

const options = {
  json: { type: 'boolean', default: false },
  heads: { type: 'string' },
  host: { type: 'string' },
  identity: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  stdout: { type: 'boolean', default: false },
} as const;

/** `gatehouse audit …`; null when it was not understood. @throws when something cannot be read or written */
export async function audit(args: readonly string[]): Promise<CommandOutput | null> {
  const parsed = understood(args);
  if (parsed === null) return null;
  const { verb, folder, values } = parsed;
  if (verb === 'verify' && folder !== undefined) {
    return values.host !== undefined && values.heads === undefined ? null : verify(folder, values);
  }
  if (verb === 'export' && folder !== undefined && values.identity !== undefined) {
    const format = values.format ?? 'jsonl';
    if (format === 'eml' && values.out === undefined) return null;
    if (format === 'jsonl' || format === 'csv' || format === 'eml') {
      return exportTo(folder, values.identity, format, values.out);
    }
  }
  if (verb === 'keygen' && folder === undefined && values.stdout !== (values.out !== undefined)) {
    return keygen(values.out);
  }
  return null;
}

async function verify(
  folder: string,
  { heads, host, json: isJson }: { heads?: string | undefined; host?: string | undefined; json: boolean },
): Promise<CommandOutput> {
  const { verifyRecord } = await import('../audit/verify-record.ts');
  const witnesses = heads === undefined ? [] : headsInLog(await readFile(heads, 'utf8'), host ?? null);
  // A log without any proves nothing, and that is more likely a mistake than what was meant.
  if (heads !== undefined && witnesses.length === 0) throw new Error(`${heads}: no signed tree heads`);
  const verified = verifyRecord(folder, witnesses);
  const { findings, first, size, witnessed, beforeFirst, unsigned, isClosed } = verified;
  if (verified.record === null) throw new Error(`${folder}: there is no record`);
  const lines = isJson
    ? [JSON.stringify(verified)]
    : [
        ...findings.map(({ code, at, file }) => `${code} at entry ${at}${file === '' ? '' : ` (${file})`}`),
        `${folder}: entries ${first} to ${size}, ${verified.heads} signed heads agree`,
        heads === undefined
          ? 'no heads kept elsewhere were given: a record that was replaced as a whole would not be found'
          : `${witnessed} heads kept elsewhere agree, ${beforeFirst} are older than what is kept`,
        ...(unsigned > 0 ? [`${unsigned} entries at the end are not signed yet`] : []),
        ...(isClosed ? [] : ['the record was not closed: Gatehouse is running, or has crashed']),
        findings.length === 0 ? 'nothing amiss' : `${findings.length} findings`,
      ];
  return { exitCode: findings.length === 0 ? 0 : 1, out: lines.map((line) => `${line}\n`).join(''), err: '' };
}

async function exportTo(
  folder: string,
  identityFile: string,
  format: 'jsonl' | 'csv' | 'eml',
  out: string | undefined,
): Promise<CommandOutput> {
  const { exportRecord } = await import('../audit/export-record.ts');
  const { csvHead, csvRow, jsonLine, mailOf } = await import('../audit/export-formats.ts');
  const identities = (await readFile(identityFile, 'utf8'))
    .split(/\r?\n/)
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length === 0) throw new Error(`${identityFile}: no age identity`);
  let closed = 0;
  const lines: string[] = format === 'csv' ? [csvHead] : [];
  // Never over something that is there.
  const file = out === undefined || format === 'eml' ? null : await open(out, 'wx', 0o600);
  if (out !== undefined && format === 'eml') await mkdir(out, { mode: 0o700 });
  try {
    for await (const exported of exportRecord(folder, identities)) {
      if (exported.isSealed) closed += 1;
      if (format === 'eml') {
        const mail = mailOf(exported);
        const name = `${String(exported.entry.sequence).padStart(16, '0')}.eml`;
        if (mail !== null && out !== undefined) {
          await writeFile(path.join(out, name), mail, { mode: 0o600, flag: 'wx' });
        }
      } else lines.push(format === 'csv' ? csvRow(exported) : jsonLine(exported));
      if (file !== null && lines.length >= 1000) await file.writeFile(lines.splice(0).join(''));
    }
    if (file !== null) await file.writeFile(lines.splice(0).join(''));
  } finally {
    await file?.close();
  }
  const err = closed === 0 ? '' : `gatehouse: ${closed} contents could not be opened with ${identityFile}\n`;
  return { exitCode: closed === 0 ? 0 : 1, out: lines.join(''), err };
}

/** The private key is for a safe of the company's; the public one, which is printed, for the policy. */
async function keygen(out: string | undefined): Promise<CommandOutput> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# public key: ${recipient}\n${identity}\n`;
  if (out === undefined) return { exitCode: 0, out: text, err: '' };
  await writeFile(out, text, { mode: 0o600, flag: 'wx' });
  return { exitCode: 0, out: `${recipient}\n`, err: '' };
}

function understood(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, folder, ...rest] = positionals;
    return rest.length > 0 ? null : { verb, folder, values };
  } catch {
    // An option there is not, or one without its value: the usage says which there are.
    return null;
  }
}
