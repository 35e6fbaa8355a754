import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSealed, SealBroken, sealFile } from '../../../electron/transfer/sealed-file.ts';

const header = 24 + 32;
const sealedPiece = 64 * 1024 + 16;
const key = randomBytes(32);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-sealed-'));
  file = path.join(folder, 'a.sealed');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* inParts(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < content.byteLength; start += size) yield content.subarray(start, start + size);
}

const contentOf = async (name = file, by: Uint8Array = key): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of openSealed(name, by)) pieces.push(piece);
  return Buffer.concat(pieces);
};

describe('what was sealed comes out again, however it came in', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('%i bytes', async (size) => {
    const content = randomBytes(size);
    expect(await sealFile(inParts(content, 7777), file, key)).toBe(size);
    expect((await contentOf()).equals(content)).toBe(true);
    await sealFile(inParts(content, 200_000), `${file}2`, key);
    expect((await contentOf(`${file}2`)).equals(content)).toBe(true);
  });
});

test('CVE-2023-24069: only its owner may read the file, and nothing of the content stands in it', async () => {
  const content = Buffer.alloc(100_000, 'a secret of the company ');
  await sealFile(inParts(content, 1000), file, key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file).includes('secret')).toBe(false);
});

test('the same content is sealed differently each time', async () => {
  const content = Buffer.alloc(1000, 'x');
  await sealFile(inParts(content, 1000), file, key);
  await sealFile(inParts(content, 1000), `${file}2`, key);
  const hashes = [file, `${file}2`].map((name) =>
    createHash('sha256').update(readFileSync(name).subarray(header)).digest('hex'),
  );
  expect(hashes[0]).not.toBe(hashes[1]);
});

describe('CVE-2023-24068: a file that is not what was sealed is refused', () => {
  const pieces = (sealed: Buffer) => {
    const body = sealed.subarray(header);
    const at = (number: number) => body.subarray(number * sealedPiece, (number + 1) * sealedPiece);
    return { head: sealed.subarray(0, header), first: at(0), second: at(1), last: at(2) };
  };
  const changes: Readonly<Record<string, (sealed: Buffer) => Buffer>> = {
    'cut within a piece': (sealed) => sealed.subarray(0, sealed.byteLength - 1),
    'cut between two pieces': (sealed) => sealed.subarray(0, header + 2 * sealedPiece),
    'cut after its header': (sealed) => sealed.subarray(0, header),
    'cut within its header': (sealed) => sealed.subarray(0, 30),
    'with more behind its end': (sealed) => Buffer.concat([sealed, Buffer.alloc(100)]),
    'with its last piece twice': (sealed) => Buffer.concat([sealed, pieces(sealed).last]),
    'with two pieces in the other order': (sealed) => {
      const { head, first, second, last } = pieces(sealed);
      return Buffer.concat([head, second, first, last]);
    },
    'without a piece in the middle': (sealed) => {
      const { head, first, last } = pieces(sealed);
      return Buffer.concat([head, first, last]);
    },
    'with a bit turned': (sealed) => {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(header + 5) ^ 1, header + 5);
      return changed;
    },
    'with another salt': (sealed) => {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(40) ^ 1, 40);
      return changed;
    },
    'of another format': (sealed) => Buffer.concat([Buffer.from('G'), sealed.subarray(1)]),
    'that is empty': () => Buffer.alloc(0),
  };
  test.each(Object.entries(changes))('%s', async (_, change) => {
    await sealFile(inParts(randomBytes(150_000), 9999), file, key);
    writeFileSync(file, change(readFileSync(file)));
    await expect(contentOf()).rejects.toThrow(SealBroken);
  });

  test('by another key', async () => {
    await sealFile(inParts(randomBytes(10), 10), file, key);
    await expect(contentOf(file, randomBytes(32))).rejects.toThrow(SealBroken);
  });

  test('and not one byte of a piece that was changed is given out', async () => {
    await sealFile(inParts(randomBytes(150_000), 9999), file, key);
    const changed = readFileSync(file);
    changed.writeUInt8(changed.readUInt8(header + sealedPiece) ^ 1, header + sealedPiece);
    writeFileSync(file, changed);
    let given = 0;
    const reading = (async () => {
      for await (const piece of openSealed(file, key)) given += piece.byteLength;
    })();
    await expect(reading).rejects.toThrow(SealBroken);
    expect(given).toBe(64 * 1024);
  });
});

test('a source that fails leaves no file', async () => {
  const failing = async function* () {
    yield randomBytes(100_000);
    throw new Error('the network is gone');
  };
  await expect(sealFile(failing(), file, key)).rejects.toThrow('the network is gone');
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that is there already is not written over', async () => {
  writeFileSync(file, 'somebody’s');
  await expect(sealFile(inParts(Buffer.from('x'), 1), file, key)).rejects.toThrow('EEXIST');
  expect(readFileSync(file, 'utf8')).toBe('somebody’s');
});
