import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from '../../shared/zod.ts';
import { acceptPolicy } from '../policy/accept-policy.ts';
import { readBundle, readPublicKey, signBundle } from '../policy/bundle.ts';
import { type PolicyProblem, policyProblem } from '../policy/policy-source.ts';
import { problemLine } from './check-policy.ts';
import { privateKeyIn } from './private-key.ts';
import type { CommandOutput } from './run-command.ts';

const options = {
  json: { type: 'boolean', default: false },
  key: { type: 'string' },
  version: { type: 'string' },
  expires: { type: 'string' },
  'not-before': { type: 'string' },
  out: { type: 'string' },
} as const;

const time = z.iso.datetime({ offset: true });
const version = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** `gatehouse policy keygen|sign|verify …`; null when it was not understood. @throws when something cannot be read or written */
export async function policyBundle(args: readonly string[], now: number): Promise<CommandOutput | null> {
  const parsed = understood(args);
  if (parsed === null) return null;
  const { verb, file, values } = parsed;
  if (verb === 'keygen' && file === undefined && values.out !== undefined) return keygen(values.out);
  if (file === undefined || values.key === undefined) return null;
  if (verb === 'verify') return verify(file, values.key, values.json, now);
  const said = signedFields.safeParse(values);
  return verb === 'sign' && said.success ? sign(file, values.key, said.data, values.out, now) : null;
}

const signedFields = z.object({ version, expires: time, 'not-before': time.optional() });

/** The private key signs policies and belongs where nobody else can read it; the public one, which is printed, into the installation. */
async function keygen(out: string): Promise<CommandOutput> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await writeFile(out, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return { exitCode: 0, out: publicKey.export({ type: 'spki', format: 'pem' }).toString(), err: '' };
}

async function sign(
  file: string,
  keyFile: string,
  { version, expires, 'not-before': notBefore }: z.infer<typeof signedFields>,
  out: string | undefined,
  now: number,
): Promise<CommandOutput> {
  const bytes = await readFile(file);
  const policy = await acceptPolicy(bytes, file);
  const problems = policy.ok ? policy.notYet : policy.problems;
  const err = problems.map((problem) => `${problemLine(problem)}\n`).join('');
  if (!policy.ok) return { exitCode: 1, out: '', err };
  if (Date.parse(expires) <= now) throw new Error(`${expires} is over: nobody would take such a bundle`);
  const payload = { version, expires, ...(notBefore === undefined ? {} : { notBefore }) };
  const said: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const bundle = signBundle({ ...payload, policy: said }, privateKeyIn(await readFile(keyFile), keyFile));
  if (out === undefined) return { exitCode: 0, out: bundle, err };
  await writeFile(out, bundle, { flag: 'wx' });
  return { exitCode: 0, out: '', err };
}

async function verify(file: string, keyFile: string, isJson: boolean, now: number): Promise<CommandOutput> {
  const key = readPublicKey(await readFile(keyFile));
  if (key === null) throw new Error(`${keyFile}: no public key of Ed25519`);
  const read = readBundle(await readFile(file), key);
  const problems: PolicyProblem[] = [];
  if (!read.ok) problems.push(policyProblem(read.code, file));
  else {
    const { expires, notBefore, policy } = read.bundle;
    if (expires <= now) problems.push(policyProblem('expired', file));
    if (notBefore !== null && notBefore > now) problems.push(policyProblem('not-yet-valid', file));
    const parsed = await acceptPolicy(policy, file);
    problems.push(...(parsed.ok ? parsed.notYet : parsed.problems));
  }
  const facts = read.ok
    ? { version: read.bundle.version, expires: new Date(read.bundle.expires).toISOString() }
    : null;
  const lines = isJson
    ? [JSON.stringify({ file, ...facts, problems })]
    : [
        ...problems.map(problemLine),
        ...(facts === null ? [] : [`${file}: version ${facts.version}, until ${facts.expires}`]),
      ];
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    out: lines.map((line) => `${line}\n`).join(''),
    err: '',
  };
}

function understood(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, file, ...rest] = positionals;
    return rest.length > 0 ? null : { verb, file, values };
  } catch {
    // An option there is not, or one without its value: the usage says which there are.
    return null;
  }
}
