import type { FilesPolicy } from '../../../shared/files-policy.ts';
import type { InspectionRules } from './protocol.ts';

/** Those of policy and of its file together. A file that cannot be read, or with a line that is none, says nothing of any file. */
export async function readBlockedHashes(
  { blockedHashes, blockedHashesFile }: FilesPolicy,
  readText: (file: string) => Promise<string>,
): Promise<InspectionRules['blockedHashes']> {
  if (blockedHashesFile === null) return blockedHashes;
  try {
    return [...blockedHashes, ...hashesIn(await readText(blockedHashesFile))];
  } catch (error) {
    // What went wrong is the administrator's to find; what follows from it is not: every file is held, and says why.
    if (error instanceof Error) return 'unreadable';
    throw error;
  }
}

function hashesIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const hash = /^[0-9a-f]{64}(?=\s|$)/i.exec(line)?.[0];
      if (hash === undefined) throw new TypeError('a line is no SHA-256');
      return hash.toLowerCase();
    });
}
