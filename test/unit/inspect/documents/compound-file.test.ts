import { expect, test } from 'vitest';
import { CompoundFile } from '../../../../electron/inspect/office/compound/compound-file.ts';
import { Unreadable } from '../../../../electron/inspect/unreadable.ts';
import { makeCompound } from './make-compound.ts';

const large = Buffer.alloc(9000, 'large');
const made = makeCompound(
  [
    { path: 'small', content: 'few bytes' },
    { path: 'a/b/large', content: large },
  ],
  { 'a/b': '0002ce02-0000-0000-c000-000000000046' },
);

test('streams of both kinds are read whole, with their paths and classes', () => {
  const file = new CompoundFile(made);
  expect(file.streams.map(({ path }) => path).sort()).toEqual(['a/b/large', 'small']);
  expect(file.read('small')?.toString()).toBe('few bytes');
  expect(file.read('a/b/large')).toEqual(large);
  expect(file.read('a/b')).toBeNull();
  expect(file.find('LARGE')).toBe('a/b/large');
  expect(file.storages.find(({ path }) => path === 'a/b')?.classId).toBe(
    '0002ce02-0000-0000-c000-000000000046',
  );
});

test('a chain that circles ends, and one that leaves the file ends where it does', () => {
  const circling = Buffer.from(made);
  const fat = circling.length - 512;
  for (let index = 0; index < 20; index += 1) circling.writeUInt32LE(0, fat + index * 4);
  const found = new CompoundFile(circling);
  for (const { path } of found.streams) expect(found.read(path)?.length).toBeLessThanOrEqual(9000);
  const leaving = Buffer.from(made);
  for (let index = 0; index < 10; index += 1) leaving.writeUInt32LE(0x00ffffff, fat + index * 4);
  const before = process.memoryUsage().heapUsed;
  expect(new CompoundFile(leaving).read('a/b/large')?.length).toBeLessThan(9000);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
});

test('huge counts in the header allocate nothing', () => {
  const hostile = Buffer.from(made);
  hostile.writeUInt32LE(0xfffffff0, 44);
  hostile.writeUInt32LE(0xfffffff0, 64);
  hostile.writeUInt32LE(0x7fffffff, 68);
  hostile.writeUInt32LE(0xfffffff0, 72);
  expect(new CompoundFile(hostile).read('small')?.toString()).toBe('few bytes');
});

test('many streams over the same sectors are not read for ever', () => {
  const streams = Array.from({ length: 400 }, (_, index) => ({
    path: `s${index}`,
    content: Buffer.alloc(4096),
  }));
  const shared = makeCompound(streams);
  // Each entry claims the first one's sectors, and as many of them as there are.
  const directory = shared.readUInt32LE(48);
  const fat = shared.readUInt32LE(76);
  for (let sector = 0; sector < 3200; sector += 1)
    shared.writeUInt32LE(sector + 1, (fat + 1) * 512 + sector * 4);
  for (let index = 1; index <= 400; index += 1) {
    const entry = (directory + 1) * 512 + index * 128;
    shared.writeUInt32LE(0, entry + 116);
    shared.writeUInt32LE(3200 * 512, entry + 120);
  }
  const readAll = () => {
    const file = new CompoundFile(shared);
    for (const { path } of file.streams) file.read(path);
  };
  expect(readAll).toThrow(Unreadable);
});

test('what no link of the directory leads to is found too', () => {
  const lost = makeCompound([{ path: 'hidden', content: 'x' }]);
  const root = (lost.readUInt32LE(48) + 1) * 512;
  lost.writeUInt32LE(0xffffffff, root + 76);
  expect(new CompoundFile(lost).streams.map(({ path }) => path)).toEqual(['(lost)/hidden']);
});

test('a directory whose links circle is read once', () => {
  const circling = makeCompound([
    { path: 'one', content: 'x' },
    { path: 'two', content: 'x' },
  ]);
  const entries = (circling.readUInt32LE(48) + 1) * 512;
  for (const index of [1, 2])
    for (const link of [68, 72]) circling.writeUInt32LE(1, entries + index * 128 + link);
  expect(new CompoundFile(circling).streams).toHaveLength(2);
});
