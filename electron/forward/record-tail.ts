import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Frame, frameAt, frameOverhead, largestPayload } from '../audit/framing.ts';
import { type Item, itemIn, segmentMagic, segmentName, segmentsIn } from '../audit/segment.ts';
import type { Extent } from './forwarding.ts';

/** `gap`: the entries from `from` up to and without `to` are gone, or cannot be read. */
export type Tailed = Item | { readonly kind: 'gap'; readonly from: number; readonly to: number };

/** Before which entry, and where that is. */
export interface Mark {
  readonly sequence: number;
  readonly segment: number;
  readonly offset: number;
}

const mostRead = 256 * 1024;

/**
 * The record read behind its writer: entries and heads in their order, and never more than the writer has answered for. What is read
 * ahead of that is read again, as a write that failed is taken back.
 */
export class RecordTail {
  readonly #folder: string;
  #sequence = 0;
  #segment = 0;
  #offset = 0;
  #descriptor: number | null = null;
  #ahead = Buffer.alloc(0);
  #aheadExtent: Extent | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get mark(): Mark {
    return { sequence: this.#sequence, segment: this.#segment, offset: this.#offset };
  }

  /** Goes to where this entry is or will be, behind the one before; what is not there any more comes as a gap. */
  seek(sequence: number, extent: Extent): void {
    this.#leave();
    const starts = this.#starts();
    // A head over the entries up to here can be the last thing in the segment before.
    const start = starts.findLast((first) => first < sequence) ?? starts[0];
    this.#sequence = start === undefined || start > sequence ? sequence : start;
    if (start === undefined || start > sequence || !this.#enter(start)) return;
    while (this.#sequence < sequence && this.#sequence < extent.size) {
      const item = this.#item(extent);
      if (typeof item === 'string') return;
    }
  }

  /** Null: nothing more yet. */
  next(extent: Extent): Tailed | null {
    for (;;) {
      const item = this.#descriptor === null ? 'end' : this.#item(extent);
      if (item === 'later') return null;
      if (typeof item === 'object') return item;
      const isBetween = this.#descriptor === null;
      const following = this.#starts().find((first) =>
        isBetween ? first >= this.#sequence : first > this.#segment,
      );
      // Where a segment has begun, all that was to come before it is on the disk.
      if (following === undefined || following > extent.size) return null;
      const from = this.#sequence;
      this.#leave();
      if (!this.#enter(following)) continue;
      this.#sequence = following;
      if (following > from) return { kind: 'gap', from, to: following };
    }
  }

  /** How much of the record lies behind a place, in bytes. */
  bytesSince({ segment, offset }: Mark): number {
    return this.#starts()
      .filter((first) => first >= segment)
      .reduce((sum, first) => sum + this.#bytesOf(first) - (first === segment ? offset : 0), 0);
  }

  close(): void {
    this.#leave();
  }

  /** `end`: no whole one; `later`: one that the writer has not answered for. */
  #item(extent: Extent): Item | 'end' | 'later' {
    const frame = this.#frame(extent);
    const item = frame === null ? null : itemIn(frame.type, frame.payload);
    if (frame === null || item === null) return 'end';
    if (!isWithin(item, extent)) {
      this.#readAgain();
      return 'later';
    }
    if (!isWithin(item, this.#aheadExtent)) {
      this.#readAgain();
      return this.#item(extent);
    }
    this.#offset += frame.end;
    this.#ahead = this.#ahead.subarray(frame.end);
    if (item.kind === 'entry') this.#sequence = item.entry.sequence + 1;
    return item;
  }

  #readAgain(): void {
    this.#ahead = Buffer.alloc(0);
    this.#aheadExtent = null;
  }

  #frame(extent: Extent): Frame | null {
    const start = this.#bytes(4, extent);
    const length = start.length < 4 ? 0 : start.readUInt32BE(0) + frameOverhead;
    return length > largestPayload ? null : frameAt(this.#bytes(length, extent), 0);
  }

  /** As many as there are from the present place, at most `length`. */
  #bytes(length: number, extent: Extent): Buffer {
    if (this.#ahead.length < length && this.#descriptor !== null) {
      const left = Math.max(0, fstatSync(this.#descriptor).size - this.#offset);
      const ahead = Buffer.allocUnsafe(Math.min(left, Math.max(length, mostRead)));
      let read = 0;
      while (read < ahead.length) {
        const more = readSync(this.#descriptor, ahead, read, ahead.length - read, this.#offset + read);
        if (more === 0) break;
        read += more;
      }
      this.#ahead = ahead.subarray(0, read);
      this.#aheadExtent = extent;
    }
    return this.#ahead.subarray(0, length);
  }

  /** False when it is no segment, or the retention took it away this moment. */
  #enter(first: number): boolean {
    const file = path.join(this.#folder, segmentName(first));
    if (!existsSync(file)) return false;
    this.#descriptor = openSync(file, 'r');
    this.#segment = first;
    this.#offset = segmentMagic.length;
    const header = this.#frame(nothing);
    this.#offset += header?.end ?? 0;
    this.#readAgain();
    return true;
  }

  #leave(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
    this.#readAgain();
  }

  #starts(): readonly number[] {
    return existsSync(this.#folder) ? segmentsIn(this.#folder).map((name) => Number.parseInt(name, 10)) : [];
  }

  #bytesOf(first: number): number {
    return statSync(path.join(this.#folder, segmentName(first)), { throwIfNoEntry: false })?.size ?? 0;
  }
}

const nothing: Extent = { record: '', size: 0, signed: 0 };

function isWithin(item: Item, extent: Extent | null): boolean {
  if (extent === null) return false;
  return item.kind === 'entry' ? item.entry.sequence < extent.size : item.head.size <= extent.signed;
}
