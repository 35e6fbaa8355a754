import { ArchiveReader, type LibarchiveWasm } from 'libarchive-wasm';
import { type Budget, OverLimit } from '../budget.ts';
import { Unreadable } from '../unreadable.ts';
import type { ArchiveMember, OpenArchive } from './open-archive.ts';

/** libarchive in WebAssembly. Its memory is its own; what comes out of it is charged piece by piece. */
export function libarchiveOpener(library: LibarchiveWasm): OpenArchive {
  return function* open(bytes, budget) {
    const reader = begin(library, bytes);
    try {
      for (let count = 0; ; count += 1) {
        budget.takeEntry();
        const entry = next(reader);
        // Without any member it was taken for another format than it is: nobody has looked.
        if (entry === null && count === 0) throw new Unreadable('archive without members');
        if (entry === null) return;
        yield memberOf(library, reader, entry, budget);
      }
    } finally {
      reader.free();
    }
  };
}

function begin(library: LibarchiveWasm, bytes: Uint8Array): ArchiveReader {
  try {
    return new ArchiveReader(library, new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    // The wrapper asks a null pointer for the message.
    throw new Unreadable('archive');
  }
}

function next(reader: ArchiveReader): Entry | null {
  const entry = reader.nextEntry();
  // The end and an error look the same but for the message.
  if (entry === null && reader.libarchive.error_string(reader.archive)) throw new Unreadable('archive');
  return entry;
}

type Entry = NonNullable<ReturnType<ArchiveReader['nextEntry']>>;

const pieceSize = 256 * 1024;

function memberOf(
  library: LibarchiveWasm,
  reader: ArchiveReader,
  entry: Entry,
  budget: Budget,
): ArchiveMember {
  return {
    name: entry.getPathname() || '',
    isDirectory: entry.getFiletype() === 'Directory',
    target: entry.getSymlinkTarget() || entry.getHardlinkTarget() || '',
    isEncrypted: entry.isEncrypted(),
    read: () => {
      const pieces: Uint8Array[] = [];
      const place: number = library.module._malloc(pieceSize);
      try {
        for (;;) {
          const count = library.read_data(reader.archive, place, pieceSize);
          if (count === 0) return Buffer.concat(pieces);
          budget.takeBytes(count);
          budget.checkTime();
          const memory: Uint8Array = library.module.HEAPU8;
          pieces.push(memory.slice(place, place + count));
        }
      } catch (error) {
        if (error instanceof OverLimit) throw error;
        throw new Unreadable('member of the archive');
      } finally {
        library.module._free(place);
      }
    },
  };
}
