import type { FilesPolicy } from '../../../shared/files-policy.ts';
import {
  isAtLeast,
  type Reason,
  type ReasonCode,
  type Verdict,
  verdictOf,
} from '../../../shared/model/verdict.ts';
import type { InspectionKnowledge, Picture } from '../inspect-file.ts';
import { type Finding, reasonOf } from '../inspector.ts';

/** The codes in all pictures of a file. A picture that cannot be decoded was not inspected; when the time is over, neither were the others. */
export async function codesIn(
  pictures: readonly Picture[],
  readCodes: (picture: Uint8Array) => Promise<readonly string[]>,
  { link, now, files }: Pick<InspectionKnowledge, 'link' | 'now' | 'files'>,
): Promise<Verdict> {
  const until = now() + files.scanTimeoutMs;
  const reasons: Reason[] = [];
  for (const { bytes, where } of pictures) {
    if (now() > until) {
      reasons.push(notRead('file.over-limit', { limit: 'time', inspector: 'codes', where }, files));
      break;
    }
    try {
      for (const text of await readCodes(bytes)) reasons.push(...codeReasons(text, where, link));
    } catch (error) {
      const cause = error instanceof Error ? error.name : typeof error;
      reasons.push(notRead('file.not-inspected', { inspector: 'codes', cause, where }, files));
    }
  }
  return verdictOf(reasons);
}

function notRead(code: ReasonCode, params: Reason['params'], { onScannerFailure }: FilesPolicy): Reason {
  return { code, level: onScannerFailure, params };
}

/** What a code in a picture would make a telephone open: the gate is asked as for every other link. */
function codeReasons(text: string, where: string, link: (url: string) => Verdict): readonly Reason[] {
  const url = urlOf(text.trim());
  if (url === null) return [];
  const { level, reasons } = link(url);
  const host = URL.canParse(url) ? new URL(url).host : url.slice(0, 100);
  const finding: Finding = {
    code: 'file.code-link',
    level: isAtLeast(level, 'warn') ? level : 'notice',
    where,
    params: { host },
  };
  return [
    reasonOf(finding),
    ...reasons.map((reason) => ({ ...reason, params: { ...reason.params, where } })),
  ];
}

/** Telephones open "example.org/a" too. Networks, cards and plain numbers in a code are no links. */
function urlOf(text: string): string | null {
  if (/^(?:wifi|mecard|begin|geo|smsto|sms|tel|mailto|matmsg|otpauth|bitcoin|spc)(?::|\s)/i.test(text))
    return null;
  if (/^[a-z][a-z0-9+.-]{1,30}:/i.test(text)) return text;
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[:/?#]\S*)?$/u.test(text) ? `https://${text}` : null;
}
