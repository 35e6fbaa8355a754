import { closeSync, openSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { type Disk, isOutOfRoom } from './disk.ts';
import { RecordError } from './record.ts';
import { headerBytes, readSegment, type SegmentHeader, segmentName, segmentsIn } from './segment.ts';

/** The segments of a record on the disk: the last is written to, the others are only ever removed. */
export class SegmentWriter {
  readonly #folder: string;
  readonly #disk: Disk;
  #descriptor: number | null = null;
  #file = '';
  /** Of the open segment. */
  #end = 0;
  #first = 0;
  /** Of all the others. */
  #otherBytes = 0;
  /** The disk did not do what it was told: nothing is known of the open segment any more. */
  #isBroken = false;

  constructor(folder: string, disk: Disk) {
    this.#folder = folder;
    this.#disk = disk;
  }

  get isOpen(): boolean {
    return this.#descriptor !== null;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Number of its first entry. */
  get first(): number {
    return this.#first;
  }

  /** Of the open segment. */
  get bytes(): number {
    return this.#end;
  }

  get bytesTogether(): number {
    return this.#otherBytes + this.#end;
  }

  /** Others than the open one, oldest first. */
  get older(): readonly string[] {
    return segmentsIn(this.#folder).filter((name) => name !== path.basename(this.#file));
  }

  continue({ file, end }: { readonly file: string; readonly end: number }): void {
    this.#use(file, Number.parseInt(path.basename(file), 10), end);
    this.#otherBytes = this.older.reduce((sum, name) => sum + this.#bytesOf(name), 0);
  }

  /** @throws what the disk says, with nothing changed */
  begin(header: SegmentHeader): void {
    const file = path.join(this.#folder, segmentName(header.first));
    const bytes = headerBytes(header);
    this.#disk.create(file, bytes);
    this.close();
    this.#otherBytes += this.#end;
    this.#use(file, header.first, bytes.length);
  }

  /** All of it or nothing: what a full disk took of it is cut off again. @throws what the disk says */
  write(bytes: Buffer): void {
    const descriptor = this.#descriptor;
    if (descriptor === null || this.#isBroken) throw new RecordError('failed');
    try {
      this.#disk.write(descriptor, bytes, this.#end);
    } catch (error) {
      this.#cutBack(descriptor, error);
      throw error;
    }
    this.#end += bytes.length;
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  /** What the segment after this one says of it and before; null where there is none. */
  headerAfter(name: string): SegmentHeader | null {
    const next = segmentsIn(this.#folder).find((other) => other > name);
    return next === undefined ? null : this.headerOf(next);
  }

  headerOf(name: string): SegmentHeader | null {
    return readSegment(path.join(this.#folder, name)).header;
  }

  remove(name: string): void {
    const bytes = this.#bytesOf(name);
    unlinkSync(path.join(this.#folder, name));
    this.#otherBytes -= bytes;
  }

  #use(file: string, first: number, end: number): void {
    this.#descriptor = openSync(file, 'r+');
    this.#file = file;
    this.#first = first;
    this.#end = end;
  }

  #cutBack(descriptor: number, error: unknown): void {
    // After a failed write-back nobody knows what is on the disk (fsync(2)); the next opening reads what is.
    this.#isBroken = !isOutOfRoom(error);
    try {
      this.#disk.truncate(descriptor, this.#end);
    } catch {
      this.#isBroken = true;
    }
  }

  #bytesOf(name: string): number {
    return statSync(path.join(this.#folder, name)).size;
  }
}
