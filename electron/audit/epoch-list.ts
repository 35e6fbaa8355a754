import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsedJson } from '../parsed-json.ts';
import type { Disk } from './disk.ts';
import { type EpochOpening, epochOpeningSchema } from './epoch-opening.ts';

/** All openings of a record, one JSON line each: they outlive the segments, so that the chain of keys can be followed to its start. */
const name = 'epochs.jsonl';

/** Null when the file holds anything else. */
export function readEpochs(folder: string): readonly EpochOpening[] | null {
  const file = path.join(folder, name);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const openings = lines.map((line) => epochOpeningSchema.safeParse(parsedJson(line)));
  const good = openings.flatMap((opening) => (opening.success ? [opening.data] : []));
  return good.length === lines.length ? good : null;
}

export function writeEpochs(folder: string, openings: readonly EpochOpening[], disk: Disk): void {
  const lines = openings.map((opening) => `${JSON.stringify(opening)}\n`);
  disk.create(path.join(folder, name), Buffer.from(lines.join('')));
}
