import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';
import { type BlocklistText, type Policy, strictDefaultPolicy } from '../../shared/policy.ts';
import { acceptPolicy } from '../policy/accept-policy.ts';
import { readBlocklist } from '../policy/load-policy.ts';
import { checkPolicy, problemLine } from './check-policy.ts';
import type { CommandInput, CommandOutput } from './run-command.ts';

/** What somebody names on the command line; null: the strict default. */
export type PolicyFile = { readonly file: string; readonly bytes: Uint8Array } | null;

export type GivenPolicy =
  | {
      readonly ok: true;
      readonly policy: Policy;
      readonly blocklist: BlocklistText;
      /** About a list that could not be read, which holds every link as it does in the app; else empty. */
      readonly err: string;
    }
  | { readonly ok: false; readonly output: CommandOutput };

/** A policy and the blocklist that it names, held to what the app holds them to, but for whose they are. */
export async function givenPolicy(
  given: PolicyFile,
  isJson: boolean,
  readFile: CommandInput['readFile'],
): Promise<GivenPolicy> {
  const parsed = given === null ? null : await acceptPolicy(given.bytes, given.file);
  if (given !== null && parsed?.ok === false)
    return { ok: false, output: { ...(await checkPolicy(given.bytes, given.file, isJson)), exitCode: 3 } };
  const policy = parsed?.ok === true ? parsed.policy : strictDefaultPolicy;
  const { blocklist, problems } = await readBlocklist(policy, {
    read: async (file, mostBytes) => {
      const bytes = await readFile(file).catch(() => null);
      if (bytes === null) return { outcome: 'refused', code: 'file-unreadable' };
      return bytes.length > mostBytes
        ? { outcome: 'refused', code: 'too-large' }
        : { outcome: 'read', bytes };
    },
  });
  const err = problems
    .map((problem) => `gatehouse: ${problemLine(problem)}, so every link is held\n`)
    .join('');
  return { ok: true, policy, blocklist, err };
}

/** From whose place things are judged; who sends them is another question. */
export function someoneInside(policy: Policy): BareJid {
  const domain = policy.company?.domains[0] ?? 'no-company-in-policy.invalid';
  const account = parseBareJid(`someone@${domain}`);
  if (account === null) throw new TypeError(`${domain} is not a domain`);
  return account;
}
