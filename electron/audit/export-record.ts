import path from 'node:path';
import { unsealContent, unsealKey } from './content-seal.ts';
import type { Entry } from './entry.ts';
import { readEpochs } from './epoch-list.ts';
import { type Content, contentSchema } from './events.ts';
import { readSegment, segmentsIn } from './segment.ts';

/** `content` is null where there was none, only a proof of it was kept, or it could not be opened; then `isSealed` says which. */
export interface ExportedEntry {
  readonly entry: Entry;
  readonly content: Content | null;
  readonly isSealed: boolean;
}

/** Every entry in its order, opened with the company's private keys (age identities). Proves nothing; that is what verify is for. */
export async function* exportRecord(
  folder: string,
  identities: readonly string[],
): AsyncGenerator<ExportedEntry> {
  const openings = readEpochs(folder) ?? [];
  const keys = new Map<number, Buffer | null>();
  for (const name of segmentsIn(folder)) {
    for (const item of readSegment(path.join(folder, name)).items) {
      if (item.kind !== 'entry') continue;
      const { entry, beside } = item;
      if (entry.content?.form !== 'sealed') {
        yield { entry, content: null, isSealed: false };
        continue;
      }
      if (!keys.has(entry.epoch)) {
        const sealedKey = openings[entry.epoch - 1]?.contentKey ?? null;
        keys.set(entry.epoch, sealedKey === null ? null : await unsealKey(sealedKey, identities));
      }
      const key = keys.get(entry.epoch) ?? null;
      const content = key === null ? null : contentIn(unsealContent(key, entry.sequence, beside));
      yield { entry, content, isSealed: content === null };
    }
  }
}

function contentIn(bytes: Buffer | null): Content | null {
  if (bytes === null) return null;
  const content = contentSchema.safeParse(JSON.parse(bytes.toString('utf8')));
  return content.success ? content.data : null;
}
