import { allow } from '../../../shared/model/verdict.ts';
import type { FileToInspect, InspectionKnowledge } from '../inspect-file.ts';
import { inspectFile } from '../inspect-file.ts';
import { textReaders } from './text-readers.ts';
import { Words } from './words.ts';

/** What an inspection says of what it could not look into: there may be words in it that nobody has read. */
const unread: ReadonlySet<string> = new Set(['file.not-inspected', 'file.over-limit', 'file.encrypted']);

/**
 * All the words of a file and of what is nested in it, for the eyes of rules: in the order in which they stand there, but not as they
 * look. Null when part of it could not be read. Pictures have no words here, and what is no text has none.
 */
export function textOf(file: FileToInspect, knowledge: InspectionKnowledge): string | null {
  const words = new Words();
  const { verdict } = inspectFile(file, {
    ...knowledge,
    inspectors: [...knowledge.inspectors, ...textReaders(words)],
    link: () => allow,
    blockedHashes: new Set(),
    yara: null,
  });
  return verdict.reasons.some(({ code }) => unread.has(code)) ? null : words.all();
}
