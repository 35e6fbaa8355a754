import path from 'node:path';

/** Where the corpora lie: what was named behind the bench, or beside the repository. */
export function corporaFolder(): string {
  const repository = path.resolve(import.meta.dirname, '../../..');
  return process.argv[3] ?? path.join(repository, '../shared/corpora');
}
