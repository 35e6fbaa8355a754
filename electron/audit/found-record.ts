import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { readEpochs } from './epoch-list.ts';
import type { EpochOpening } from './epoch-opening.ts';
import type { MerkleTree } from './merkle.ts';
import { readSegment, segmentsIn, treeOf } from './segment.ts';
import { headHash, type SignedHead } from './signed-head.ts';

/** Where writing goes on. */
export interface FoundRecord {
  readonly record: string;
  readonly tree: MerkleTree;
  readonly epochs: readonly EpochOpening[];
  readonly head: SignedHead | null;
  /** Entries that no head covers yet. */
  readonly unsigned: number;
  /** The last segment, and the place in it up to which it can be read. */
  readonly segment: { readonly file: string; readonly end: number; readonly bytes: number };
}

/**
 * Reads the last segment of a record. Null: there is none. `damaged`: there is one that cannot be gone on with. What earlier
 * segments hold is for verify to look at.
 */
export function findRecord(folder: string): FoundRecord | 'damaged' | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const last = segmentsIn(folder).at(-1);
  if (last === undefined) return null;
  const file = path.join(folder, last);
  const { header, items, bytes } = readSegment(file);
  const epochs = readEpochs(folder);
  if (header === null || epochs === null) return 'damaged';
  const tree = treeOf(header);
  if (tree === null) return 'damaged';
  let { head } = header;
  const opened = [...epochs];
  for (let step = items.next(); ; step = items.next()) {
    if (step.done === true) {
      if (opened.length === 0) return 'damaged';
      const unsigned = tree.size - (head?.size ?? 0);
      return {
        record: header.record,
        tree,
        epochs: opened,
        head,
        unsigned,
        segment: { file, end: step.value.end, bytes },
      };
    }
    if (step.value.kind === 'head') head = step.value.head;
    else {
      const { facts } = step.value.entry;
      // Written, but not yet entered in the list when the program ended.
      if (facts.kind === 'epoch' && facts.opening.epoch === opened.length + 1) opened.push(facts.opening);
      tree.append(step.value.leaf);
    }
  }
}

export function previousOf(head: SignedHead | null): string | null {
  return head === null ? null : headHash(head);
}

/** Moves all of a record that cannot be gone on with out of the way; its new name. */
export function setAside(folder: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(':', '-');
  let kept = `${folder}.damaged-${stamp}`;
  while (existsSync(kept)) kept += '+';
  renameSync(folder, kept);
  mkdirSync(folder, { mode: 0o700 });
  return path.basename(kept);
}
