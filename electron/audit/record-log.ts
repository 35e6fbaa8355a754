import { randomBytes } from 'node:crypto';
import { ContentSeal } from './content-seal.ts';
import { cutTorn } from './cut-torn.ts';
import { type Disk, isOutOfRoom } from './disk.ts';
import { type Entry, encodeEntry, type OwnFacts } from './entry.ts';
import { writeEpochs } from './epoch-list.ts';
import { type EpochOpening, openEpoch } from './epoch-opening.ts';
import type { Content, RecordEvent } from './events.ts';
import { findRecord, previousOf, setAside } from './found-record.ts';
import { MerkleTree } from './merkle.ts';
import { outdatedSegments, segmentDropped } from './outdated-segments.ts';
import { RecordError, type RecordRules } from './record.ts';
import { entryBytes, headBytes } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';
import { type SignedHead, signHead } from './signed-head.ts';
import { readSigningKey, type SigningKey } from './signing-key.ts';

export interface RecordLogOptions {
  readonly folder: string;
  readonly rules: RecordRules;
  readonly now: () => number;
  readonly disk: Disk;
  /** Every head as soon as it is on the disk. */
  readonly onHead: (head: SignedHead) => void;
  /** When a segment is full. */
  readonly segmentBytes?: number;
  /** Instead of the rules' megabytes. */
  readonly quotaBytes?: number;
}

/** What the keychain holds of a record: which it is, how much of it there was, and the keys of which one signed its last epoch. */
export interface KeptKeys {
  readonly record: string;
  readonly size: number;
  readonly secrets: readonly string[];
}

/** What is on the way to the disk. */
interface Draft {
  readonly tree: MerkleTree;
  readonly frames: Buffer[];
}

interface Fact {
  readonly facts: Entry['facts'];
  readonly content: Content | null;
}

/** Room for what the record has to say of itself when everything else is full. */
const reserveBytes = 65_536;

/**
 * The record on the disk, for one writer: segments that are only ever appended to. Everything is synchronous but the opening of an
 * epoch; it runs in a thread of its own.
 */
export class RecordLog {
  readonly #options: RecordLogOptions;
  #rules: RecordRules;
  #record: string;
  #tree: MerkleTree;
  #epochs: readonly EpochOpening[];
  #head: SignedHead | null;
  #key: SigningKey | null = null;
  #seal: ContentSeal | null = null;
  readonly #segments: SegmentWriter;
  /** Entries about what had to go before it could be said. */
  readonly #owed: OwnFacts[] = [];

  /** Continues what is there, or begins. Says on record what it found amiss. @throws RecordError */
  static async open(options: RecordLogOptions, key: SigningKey, kept: KeptKeys | null): Promise<RecordLog> {
    let found = findRecord(options.folder);
    const notes: OwnFacts[] = [];
    if (found === 'damaged') {
      const keptAs = setAside(options.folder, options.now());
      notes.push({ kind: 'recovered', code: 'damaged', bytes: 0, keptAs });
      found = null;
    } else if (found === null && kept !== null) {
      notes.push({ kind: 'recovered', code: 'gone', bytes: 0, keptAs: '' });
    } else if (found !== null && kept?.record === found.record && kept.size > found.tree.size) {
      notes.push({ kind: 'recovered', code: 'shorter', bytes: 0, keptAs: '' });
    }
    const log = new RecordLog(options, found);
    if (found !== null && found.segment.end < found.segment.bytes) {
      notes.push(cutTorn(found.segment, options.disk, options.now()));
    }
    if (found !== null) log.#segments.continue(found.segment);
    await log.#openEpoch(key, found === null ? 'first' : (log.#keyBefore(kept) ?? 'key-lost'), options.rules);
    log.#commit(notes.map((facts) => ({ facts, content: null })));
    log.signHead();
    return log;
  }

  private constructor(options: RecordLogOptions, found: Exclude<ReturnType<typeof findRecord>, 'damaged'>) {
    this.#options = options;
    this.#segments = new SegmentWriter(options.folder, options.disk);
    this.#rules = options.rules;
    this.#record = found?.record ?? randomBytes(16).toString('hex');
    this.#tree = found?.tree ?? new MerkleTree();
    this.#epochs = found?.epochs ?? [];
    this.#head = found?.head ?? null;
  }

  get record(): string {
    return this.#record;
  }

  get size(): number {
    return this.#tree.size;
  }

  /** Entries that no head covers. */
  get unsigned(): number {
    return this.#tree.size - (this.#head?.size ?? 0);
  }

  /** All or none; they are on the disk when it returns. @throws RecordError */
  append(events: readonly RecordEvent[]): void {
    this.#commit(events);
  }

  /** @throws RecordError */
  signHead(): void {
    if (this.unsigned === 0) return;
    const head = this.#signed(this.#tree);
    this.#write([headBytes(head)]);
    this.#tell(head);
  }

  /** The next epoch: a new signing key and a new key for contents, the old ones forgotten. @throws RecordError */
  async rotate(key: SigningKey, rules: RecordRules): Promise<void> {
    this.signHead();
    await this.#openEpoch(key, this.#key ?? 'key-lost', rules);
    this.#rules = rules;
    this.signHead();
  }

  /** @throws RecordError */
  close(): void {
    if (!this.#segments.isBroken) {
      this.#commit([{ facts: { kind: 'closed' }, content: null }]);
      this.signHead();
    }
    this.#seal?.forget();
    this.#key = null;
    this.#segments.close();
  }

  async #openEpoch(
    key: SigningKey,
    before: SigningKey | 'first' | 'key-lost',
    { companyKeys, content }: RecordRules,
  ): Promise<void> {
    const isSealed = content === 'full' && companyKeys.length > 0;
    const seal = isSealed ? await sealTo(companyKeys) : null;
    const opening = openEpoch(
      {
        record: this.#record,
        epoch: this.#epochs.length + 1,
        time: this.#options.now(),
        size: this.#tree.size,
        root: this.#tree.root.toString('hex'),
        contentKey: seal?.sealedKey ?? null,
        recipients: isSealed ? companyKeys : [],
      },
      key,
      before,
    );
    const previous = { seal: this.#seal, key: this.#key, epochs: this.#epochs };
    this.#seal = seal;
    this.#key = key;
    this.#epochs = [...this.#epochs, opening];
    try {
      this.#commit([{ facts: { kind: 'epoch', opening }, content: null }]);
    } catch (error) {
      this.#seal = previous.seal;
      this.#key = previous.key;
      this.#epochs = previous.epochs;
      throw error;
    }
    previous.seal?.forget();
    this.#withRoom(() => writeEpochs(this.#options.folder, this.#epochs, this.#options.disk));
  }

  /** The key that the last epoch was opened with, when the keychain still has it. */
  #keyBefore(kept: KeptKeys | null): SigningKey | null {
    const { publicKey } = this.#epochs.at(-1) ?? {};
    const keys = (kept?.secrets ?? []).map(readSigningKey);
    return keys.find((key) => key?.publicKey === publicKey) ?? null;
  }

  #commit(facts: readonly Fact[]): void {
    if (facts.length === 0) return;
    const draft = this.#draft(facts);
    const bytes = draft.frames.reduce((sum, { length }) => sum + length, 0);
    this.#makeRoom(bytes);
    if (!this.#segments.isOpen || this.#isFull(bytes)) this.#beginSegment();
    // Making room and beginning a segment write entries and heads of their own.
    const { frames, tree } = draft.tree.size - facts.length === this.#tree.size ? draft : this.#draft(facts);
    const isDue = tree.size - (this.#head?.size ?? 0) >= this.#rules.headEveryEntries;
    const head = isDue ? this.#signed(tree) : null;
    this.#write(head === null ? frames : [...frames, headBytes(head)]);
    this.#tree = tree;
    if (head !== null) this.#tell(head);
    const owed = this.#owed.splice(0);
    this.#commit(owed.map((said) => ({ facts: said, content: null })));
  }

  #draft(facts: readonly Fact[]): Draft {
    const tree = this.#tree.copy();
    const time = this.#options.now();
    const epoch = this.#epochs.length;
    const seal = this.#seal ?? (this.#rules.content === 'metadata' ? 'metadata' : 'hashed');
    const frames = facts.map(({ facts: said, content }) => {
      const encoded = encodeEntry({ sequence: tree.size, time, epoch }, said, content, seal);
      tree.append(encoded.leaf);
      return entryBytes(encoded);
    });
    return { tree, frames };
  }

  #signed(tree: MerkleTree): SignedHead {
    if (this.#key === null) throw new RecordError('not-open');
    return signHead(
      {
        record: this.#record,
        size: tree.size,
        root: tree.root.toString('hex'),
        time: this.#options.now(),
        epoch: this.#epochs.length,
        previous: previousOf(this.#head),
      },
      this.#key,
    );
  }

  #tell(head: SignedHead): void {
    this.#head = head;
    this.#options.onHead(head);
  }

  #write(frames: readonly Buffer[]): void {
    const bytes = Buffer.concat(frames);
    this.#withRoom(() => this.#segments.write(bytes));
  }

  /** Again and again while the oldest segments make room, where policy lets them. */
  #withRoom(act: () => void): void {
    for (;;) {
      try {
        act();
        return;
      } catch (error) {
        if (this.#segments.isBroken || !isOutOfRoom(error)) throw new RecordError('failed');
        if (this.#rules.onDiskFull !== 'dropOldest' || !this.#unlinkOldest())
          throw new RecordError('disk-full');
      }
    }
  }

  #isFull(bytes: number): boolean {
    const most = this.#options.segmentBytes ?? 16 * 1024 * 1024;
    return this.#tree.size > this.#segments.first && this.#segments.bytes + bytes > most;
  }

  /** Signed first: the segment says what was before it, and somebody must answer for that. */
  #beginSegment(): void {
    if (this.#tree.size > 0) this.signHead();
    const header = {
      v: 1 as const,
      record: this.#record,
      first: this.#tree.size,
      peaks: this.#tree.peaks.map((peak) => Buffer.from(peak).toString('hex')),
      head: this.#head,
      retentionDays: this.#rules.retentionDays,
      time: this.#options.now(),
    };
    this.#withRoom(() => this.#segments.begin(header));
    this.#dropExpired();
  }

  #dropExpired(): void {
    const outdated = outdatedSegments(this.#segments, this.#rules.retentionDays, this.#options.now());
    for (const name of outdated) this.#drop(name, 'retention');
  }

  #makeRoom(bytes: number): void {
    if (!this.#isOverQuota(bytes)) return;
    this.#dropExpired();
    while (this.#isOverQuota(bytes)) {
      const oldest = this.#segments.older[0];
      if (this.#rules.onDiskFull !== 'dropOldest' || oldest === undefined) throw new RecordError('quota');
      this.#drop(oldest, 'quota');
    }
  }

  #isOverQuota(bytes: number): boolean {
    const quota = this.#options.quotaBytes ?? this.#rules.quotaMb * 1024 * 1024;
    return this.#segments.bytesTogether + bytes + reserveBytes > quota;
  }

  #unlinkOldest(): boolean {
    const oldest = this.#segments.older[0];
    const dropped = oldest === undefined ? null : segmentDropped(this.#segments, oldest, 'disk-full');
    if (oldest === undefined || dropped === null) return false;
    this.#segments.remove(oldest);
    this.#owed.push(dropped);
    return true;
  }

  /** Said first: a segment that is gone without a word is a finding. */
  #drop(name: string, reason: 'retention' | 'quota'): void {
    const dropped = segmentDropped(this.#segments, name, reason);
    if (dropped === null) throw new RecordError('failed');
    const draft = this.#draft([{ facts: dropped, content: null }]);
    this.#write(draft.frames);
    this.#tree = draft.tree;
    this.#segments.remove(name);
  }
}

async function sealTo(recipients: readonly string[]): Promise<ContentSeal> {
  try {
    return await ContentSeal.to(recipients);
  } catch {
    // A damaged recipient is the only thing that age refuses here; the policy's schema finds most of them before.
    throw new RecordError('company-key');
  }
}
