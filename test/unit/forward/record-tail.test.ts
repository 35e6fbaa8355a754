import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RecordLog } from '../../../electron/audit/record-log.ts';
import { RecordTail, type Tailed } from '../../../electron/forward/record-tail.ts';
import { Desk, messages, rules } from '../audit/fixture.ts';

function extentOf(log: RecordLog, desk: Desk) {
  return { record: log.record, size: log.size, signed: desk.heads.at(-1)?.size ?? 0 };
}

function rest(tail: RecordTail, extent: ReturnType<typeof extentOf>): readonly Tailed[] {
  const items: Tailed[] = [];
  for (let item = tail.next(extent); item !== null; item = tail.next(extent)) items.push(item);
  return items;
}

const numbers = (items: readonly Tailed[]) =>
  items.flatMap((item) => (item.kind === 'entry' ? [item.entry.sequence] : []));
const heads = (items: readonly Tailed[]) => items.filter(({ kind }) => kind === 'head').length;
const upTo = (size: number, from = 0) => Array.from({ length: size - from }, (_, index) => from + index);

test('every entry and head comes once, over all segments, and goes on where it stopped', async () => {
  const desk = new Desk();
  const log = await desk.open({ segmentBytes: 20_000 });
  log.append(messages(100));
  const tail = new RecordTail(desk.folder);
  tail.seek(0, extentOf(log, desk));
  const first = rest(tail, extentOf(log, desk));
  expect(numbers(first)).toEqual(upTo(101));
  log.append(messages(50));
  log.close();
  const extent = { ...extentOf(log, desk), size: log.size };
  const second = rest(tail, extent);
  expect(numbers(second)).toEqual(upTo(log.size, 101));
  expect(heads(first) + heads(second)).toBe(desk.heads.length);
  tail.close();
});

test('sought out, an entry comes first, with the head that follows the one before it', async () => {
  const desk = new Desk();
  const log = await desk.open({ segmentBytes: 20_000 });
  log.append(messages(100));
  const tail = new RecordTail(desk.folder);
  const at = desk.heads.at(-2)?.size ?? 0;
  tail.seek(at, extentOf(log, desk));
  const items = rest(tail, extentOf(log, desk));
  expect(numbers(items)).toEqual(upTo(log.size, at));
  expect(items[0]).toMatchObject({ kind: 'head', head: { size: at } });
  tail.close();
});

test('what the writer has not answered for is not told, and is read anew after it was taken back', async () => {
  const desk = new Desk();
  const log = await desk.open();
  log.append(messages(3));
  const before = extentOf(log, desk);
  const tail = new RecordTail(desk.folder);
  tail.seek(0, before);
  log.append([...messages(1, 100)]);
  expect(numbers(rest(tail, before))).toEqual(upTo(4));
  expect(numbers(rest(tail, extentOf(log, desk)))).toEqual([4]);
  // The beginning of a write that is not whole yet.
  const [name = ''] = readdirSync(desk.folder).filter((file) => file.endsWith('.segment'));
  appendFileSync(path.join(desk.folder, name), Buffer.from([0, 0, 1]));
  expect(rest(tail, extentOf(log, desk))).toEqual([]);
  tail.close();
});

test('entries that are gone or damaged are told as a gap, and what follows still comes', async () => {
  const desk = new Desk();
  const log = await desk.open({ segmentBytes: 20_000 });
  log.append(messages(40));
  log.append(messages(40));
  log.append(messages(40));
  const names = readdirSync(desk.folder)
    .filter((file) => file.endsWith('.segment'))
    .sort();
  const [oldest = '', second = '', third = ''] = names;
  rmSync(path.join(desk.folder, oldest));
  writeFileSync(path.join(desk.folder, second), 'not a segment');
  const extent = extentOf(log, desk);
  const tail = new RecordTail(desk.folder);
  tail.seek(0, extent);
  const items = rest(tail, extent);
  const begin = Number.parseInt(third, 10);
  expect(items.slice(0, 2)).toEqual([
    { kind: 'gap', from: 0, to: Number.parseInt(second, 10) },
    { kind: 'gap', from: Number.parseInt(second, 10), to: begin },
  ]);
  expect(numbers(items)).toEqual(upTo(log.size, begin));
  tail.close();
});

test('it is known how much lies behind a place, in bytes', async () => {
  const desk = new Desk();
  const log = await desk.open({ segmentBytes: 20_000, rules: rules() });
  const tail = new RecordTail(desk.folder);
  tail.seek(0, extentOf(log, desk));
  const start = tail.mark;
  log.append(messages(100));
  rest(tail, extentOf(log, desk));
  expect(tail.bytesSince(start)).toBeGreaterThan(40_000);
  expect(tail.bytesSince(tail.mark)).toBe(0);
  tail.close();
});
