import path from 'node:path';
import { type Entry, isContentOf } from './entry.ts';
import { readEpochs } from './epoch-list.ts';
import { type EpochOpening, isHandedOver, isOpeningSigned } from './epoch-opening.ts';
import type { MerkleTree } from './merkle.ts';
import { type Item, readSegment, type SegmentHeader, segmentName, segmentsIn, treeOf } from './segment.ts';
import { headHash, isHeadSigned, type SignedHead } from './signed-head.ts';

/**
 * `at` is the number of the entry, or the size of the tree, where it shows. `file` is where to look.
 *
 * unreadable-segment: its beginning is not one. damaged-frame: bytes that are no entry and no head; torn when nothing follows.
 * missing-segment: entries are gone and nothing on record says so. wrong-record: a part of another record. out-of-order: an entry
 * stands where another belongs. content-changed: what stands beside an entry is not what it was written with. changed: the entries
 * up to here are not those that were signed. wrong-epoch: an entry or head of another epoch than was in force. resealed: signed
 * with the key of another epoch. bad-signature: signed with no key of this record. bad-epoch: a key that does not answer for
 * itself. broken-handover: the key before did not sign it over. key-lost: the key before was gone, so nothing proves who went on.
 * truncated: the record itself knows of more entries than there are. recovered: the record says that it was found torn, damaged,
 * shorter or gone. rolled-back: a head kept elsewhere covers more entries than there are. forked: a head kept elsewhere is of
 * other entries. foreign-head: a head kept elsewhere is not of this record.
 */
export interface Finding {
  readonly code: string;
  readonly at: number;
  readonly file: string;
}

export interface Verified {
  readonly findings: readonly Finding[];
  readonly record: string | null;
  /** The entries that are there: from `first`, exclusive of `size`. */
  readonly first: number;
  readonly size: number;
  /** Signed heads that agree with the entries; and those kept elsewhere that do. */
  readonly heads: number;
  readonly witnessed: number;
  /** Heads kept elsewhere over entries that have been dropped since: nothing can be said of them. */
  readonly beforeFirst: number;
  /** Entries at the end that no head covers. */
  readonly unsigned: number;
  /** Whether the last thing on record is that it was closed. */
  readonly isClosed: boolean;
}

/** Proves the record in a folder against its own heads and those that somebody else has kept. @throws when the folder cannot be read */
export function verifyRecord(folder: string, witnesses: readonly SignedHead[]): Verified {
  const verification = new Verification(folder, witnesses);
  for (const name of segmentsIn(folder)) verification.segment(readSegment(path.join(folder, name)));
  return verification.end();
}

class Verification {
  readonly #findings: Finding[] = [];
  /** By size. */
  readonly #witnesses = new Map<number, SignedHead[]>();
  readonly #epochs: readonly EpochOpening[];
  /** What `dropped` entries account for. */
  #droppedUpTo = 0;
  #tree: MerkleTree | null = null;
  #record: string | null = null;
  #first = 0;
  #file = '';
  #head: SignedHead | null = null;
  #epoch = 0;
  #heads = 0;
  #witnessed = 0;
  #unsigned = 0;
  #isClosed = false;
  #isChanged = false;

  constructor(folder: string, witnesses: readonly SignedHead[]) {
    for (const head of witnesses) {
      this.#witnesses.set(head.size, [...(this.#witnesses.get(head.size) ?? []), head]);
    }
    const epochs = readEpochs(folder);
    this.#file = 'epochs.jsonl';
    if (epochs === null) this.#find('damaged-frame', 0);
    this.#epochs = epochs ?? [];
    this.#checkEpochs();
  }

  segment({ file, header, items }: ReturnType<typeof readSegment>): void {
    this.#file = file;
    if (header === null) {
      this.#find('unreadable-segment', this.#tree?.size ?? 0);
      return;
    }
    this.#begin(header);
    for (let step = items.next(); ; step = items.next()) {
      if (step.done === true) {
        if (!step.value.isWhole) this.#find('damaged-frame', this.#size);
        return;
      }
      this.#item(step.value);
    }
  }

  end(): Verified {
    this.#file = this.#file === '' ? 'epochs.jsonl' : this.#file;
    const known = this.#epochs.at(-1)?.size ?? -1;
    if (known >= this.#size) this.#find('truncated', this.#size);
    if (this.#first > this.#droppedUpTo) this.#find('missing-segment', this.#first, segmentName(0));
    let beforeFirst = 0;
    for (const [size, heads] of this.#witnesses) {
      if (size < this.#first) beforeFirst += heads.length;
      else if (size > this.#size) this.#find('rolled-back', size, '');
    }
    return {
      findings: this.#findings,
      record: this.#record,
      first: this.#first,
      size: this.#size,
      heads: this.#heads,
      witnessed: this.#witnessed,
      beforeFirst,
      unsigned: this.#unsigned,
      isClosed: this.#isClosed,
    };
  }

  get #size(): number {
    return this.#tree?.size ?? 0;
  }

  #begin(header: SegmentHeader): void {
    if (this.#record === null) this.#record = header.record;
    if (header.record !== this.#record) this.#find('wrong-record', header.first);
    if (this.#tree === null) {
      this.#first = header.first;
      this.#tree = treeOf(header);
      this.#epoch = this.#epochs.filter(({ size }) => size < header.first).length;
      if (this.#tree === null) this.#find('unreadable-segment', header.first);
      this.#checkWitnesses();
    } else if (header.first !== this.#size) {
      this.#find('missing-segment', this.#size);
      // What follows can be looked at all the same.
      this.#tree = treeOf(header) ?? this.#tree;
    }
    if (header.head !== null && (this.#head === null || headHash(header.head) !== headHash(this.#head))) {
      this.#checkHead(header.head);
    }
    if (header.first > 0 && header.head?.size !== header.first) this.#find('bad-signature', header.first);
  }

  #item(item: Item): void {
    if (item.kind === 'head') {
      this.#checkHead(item.head);
      return;
    }
    const { entry, leaf, beside } = item;
    if (entry.sequence !== this.#size) this.#find('out-of-order', this.#size);
    if (!isContentOf(entry, beside)) this.#find('content-changed', this.#size);
    this.#checkFacts(entry);
    if (entry.epoch !== this.#epoch) this.#find('wrong-epoch', this.#size);
    this.#tree?.append(leaf);
    this.#unsigned += 1;
    this.#isClosed = entry.facts.kind === 'closed';
    this.#checkWitnesses();
  }

  #checkFacts({ facts }: Entry): void {
    if (facts.kind === 'epoch') {
      const listed = this.#epochs[this.#epoch];
      const isListed = JSON.stringify(listed) === JSON.stringify(facts.opening);
      if (!isListed) this.#find('bad-epoch', this.#size);
      const root = this.#tree?.root.toString('hex');
      if (facts.opening.size !== this.#size || facts.opening.root !== root) this.#change();
      this.#epoch = facts.opening.epoch;
    }
    if (facts.kind === 'dropped') this.#droppedUpTo = Math.max(this.#droppedUpTo, facts.upTo);
    if (facts.kind === 'recovered') this.#find('recovered', this.#size);
  }

  #checkHead(head: SignedHead): void {
    const opening = this.#epochs[head.epoch - 1];
    if (head.record !== this.#record) this.#find('wrong-record', head.size);
    if (head.epoch !== this.#epoch) this.#find('wrong-epoch', head.size);
    if (opening === undefined || !isHeadSigned(head, opening.publicKey)) {
      const isOther = this.#epochs.some(({ publicKey }) => isHeadSigned(head, publicKey));
      this.#find(isOther ? 'resealed' : 'bad-signature', head.size);
    }
    if (this.#head !== null && head.previous !== headHash(this.#head))
      this.#find('missing-segment', head.size);
    if (head.size !== this.#size || head.root !== this.#tree?.root.toString('hex')) this.#change();
    else this.#heads += 1;
    this.#head = head;
    this.#unsigned = 0;
  }

  #checkWitnesses(): void {
    for (const head of this.#witnesses.get(this.#size) ?? []) {
      const isKnown = this.#epochs.some(({ publicKey }) => isHeadSigned(head, publicKey));
      const isOurs = head.record === this.#record;
      const isSame = head.root === this.#tree?.root.toString('hex');
      if (!isOurs || !isHeadSigned(head)) this.#find('foreign-head', head.size);
      else if (isSame && isKnown) this.#witnessed += 1;
      else this.#find('forked', head.size);
    }
  }

  #checkEpochs(): void {
    for (const [index, opening] of this.#epochs.entries()) {
      const before = this.#epochs[index - 1];
      const isOfRecord = opening.record === this.#epochs[0]?.record && opening.epoch === index + 1;
      if (!isOfRecord || !isOpeningSigned(opening)) this.#find('bad-epoch', opening.size);
      if (before === undefined) {
        if (opening.handover.by !== 'nobody') this.#find('broken-handover', opening.size);
      } else if (opening.handover.by === 'nobody') this.#find('key-lost', opening.size);
      else if (!isHandedOver(opening, before.publicKey)) this.#find('broken-handover', opening.size);
    }
  }

  /** Told once: every root after a changed entry is another. */
  #change(): void {
    if (!this.#isChanged) this.#find('changed', this.#size);
    this.#isChanged = true;
  }

  #find(code: string, at: number, file = this.#file): void {
    if (this.#findings.length < mostFindings) this.#findings.push({ code, at, file });
  }
}

const mostFindings = 1000;
