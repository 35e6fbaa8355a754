import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeEntry } from '../../../electron/audit/entry.ts';
import { MerkleTree } from '../../../electron/audit/merkle.ts';
import {
  entryBytes,
  headBytes,
  headerBytes,
  type Item,
  readSegment,
  segmentsIn,
} from '../../../electron/audit/segment.ts';
import { headHash, type SignedHead, signHead } from '../../../electron/audit/signed-head.ts';
import type { SigningKey } from '../../../electron/audit/signing-key.ts';

/** What somebody can do who may write to the disk: any change, with lengths and sums that fit. */
export function rewrite(
  folder: string,
  change: (items: Item[], name: string) => readonly Item[],
  only?: number,
): void {
  for (const [index, name] of segmentsIn(folder).entries()) {
    if (only !== undefined && only !== index) continue;
    const file = path.join(folder, name);
    const { header, items } = readSegment(file);
    if (header === null) throw new Error('no header');
    const changed = change([...items], name).map((item) =>
      item.kind === 'head' ? headBytes(item.head) : entryBytes(item),
    );
    writeFileSync(file, Buffer.concat([headerBytes(header), ...changed]));
  }
}

export function edited(item: Item): Item {
  if (item.kind !== 'entry' || item.entry.facts.kind !== 'message') return item;
  const facts = { ...item.entry.facts, peer: 'mallory@evil.test' };
  const leaf = Buffer.from(JSON.stringify({ ...item.entry, facts }));
  return { ...item, leaf, entry: decodeEntry(leaf) ?? item.entry };
}

/** As `edited`, for the entry with this number alone. */
export const editedAt = (sequence: number) => (items: Item[]) =>
  items.map((item) => (item.kind === 'entry' && item.entry.sequence === sequence ? edited(item) : item));

/** What malware can do that has the key of the last epoch: everything anew, and signed again with that key. */
export function reseal(folder: string, key: SigningKey, change: (item: Item) => Item, epoch?: number): void {
  let tree = new MerkleTree();
  let previous: SignedHead | null = null;
  for (const name of segmentsIn(folder)) {
    const file = path.join(folder, name);
    const { header, items } = readSegment(file);
    if (header === null) throw new Error('no header');
    const peaks = tree.peaks.map((peak) => Buffer.from(peak).toString('hex'));
    const frames = [headerBytes({ ...header, peaks, head: previous })];
    for (const item of items) {
      if (item.kind === 'entry') {
        const resealed = change(item);
        if (resealed.kind !== 'entry') throw new Error('no entry');
        tree = tree.copy();
        tree.append(resealed.leaf);
        frames.push(entryBytes(resealed));
      } else {
        const root = tree.root.toString('hex');
        const { v: _v, publicKey: _key, signature: _signature, ...head } = item.head;
        const hash: string | null = previous === null ? null : headHash(previous);
        previous = signHead({ ...head, root, previous: hash, epoch: epoch ?? head.epoch }, key);
        frames.push(headBytes(previous));
      }
    }
    writeFileSync(file, Buffer.concat(frames));
  }
}
