import type { FilesPolicy } from '../../shared/files-policy.ts';
import { type FileType, kindOf } from './file-types.ts';
import type { Finding } from './inspector.ts';
import { endingOf } from './types/endings.ts';

/** What policy makes of a finding that says that nobody could look. */
export function decided(
  finding: Finding,
  { encryptedAction, onScannerFailure }: Pick<FilesPolicy, 'encryptedAction' | 'onScannerFailure'>,
): Finding {
  if (finding.code === 'file.encrypted') return { ...finding, level: encryptedAction };
  return failures.has(finding.code) ? { ...finding, level: onScannerFailure } : finding;
}

const failures: ReadonlySet<string> = new Set(['file.not-inspected', 'file.over-limit', 'file.unknown-type']);

/** Policy names true types, kinds of them, and endings. */
export function blockedType(
  type: FileType,
  name: string,
  { blockedTypes }: Pick<FilesPolicy, 'blockedTypes'>,
): readonly Finding[] {
  const ending = `.${endingOf(name)}`;
  const isBlocked = [type, kindOf(type), ending].some((entry) => blockedTypes.includes(entry));
  return isBlocked ? [{ code: 'file.blocked-type', level: 'block', where: '', params: { type } }] : [];
}
