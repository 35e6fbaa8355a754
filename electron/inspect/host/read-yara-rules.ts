import type { FilesPolicy } from '../../../shared/files-policy.ts';
import type { InspectionRules } from './protocol.ts';

/** The texts of the policy's rule files. One that cannot be read says nothing of any file. */
export async function readYaraRules(
  { yaraRuleFiles }: FilesPolicy,
  readText: (file: string) => Promise<string>,
): Promise<InspectionRules['yaraRules']> {
  try {
    const texts: string[] = [];
    for (const file of yaraRuleFiles) texts.push(await readText(file));
    return texts;
  } catch (error) {
    // As with a list of checksums: every file is held, and says why.
    if (error instanceof Error) return 'unreadable';
    throw error;
  }
}
