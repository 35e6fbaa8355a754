import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Posted } from '../forward/post-report.ts';
import type { Parcel } from './delivery.ts';

/**
 * Into the folder that policy names, whole or not at all: whoever collects the files takes what ends in `.json`. A folder that is not
 * there may be a share that comes back.
 */
export async function writeReport(
  folder: string,
  { id, kind, json }: Pick<Parcel, 'id' | 'kind' | 'json'>,
): Promise<Posted> {
  const file = path.join(fileURLToPath(folder), `gatehouse-${kind}-${id}.json`);
  const unfinished = `${file}.new`;
  try {
    const handle = await open(unfinished, 'w', 0o600);
    try {
      await handle.writeFile(`${json}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
    return 'sent';
  } catch (error) {
    if (error instanceof Error && 'code' in error) return 'later';
    throw error;
  }
}
