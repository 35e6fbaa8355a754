import { existsSync } from 'node:fs';
import path from 'node:path';

/** A corpus that a bench reads and the product does not depend on: in the folder named behind the bench, or beside the repository. */
export function corpus(name: string): string {
  const repository = path.resolve(import.meta.dirname, '../../..');
  const file = path.join(process.argv[3] ?? path.join(repository, '../shared/corpora'), name);
  if (!existsSync(file)) throw new MissingCorpus(`${file} is missing: name its folder behind the bench`);
  return file;
}

export class MissingCorpus extends Error {}
