import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { realDisk } from '../../../electron/audit/disk.ts';
import { decodeEntry } from '../../../electron/audit/entry.ts';
import { readEpochs, writeEpochs } from '../../../electron/audit/epoch-list.ts';
import { openEpoch } from '../../../electron/audit/epoch-opening.ts';
import { segmentsIn } from '../../../electron/audit/segment.ts';
import type { SignedHead } from '../../../electron/audit/signed-head.ts';
import { newSigningKey } from '../../../electron/audit/signing-key.ts';
import { verifyRecord } from '../../../electron/audit/verify-record.ts';
import { Desk, messages } from './fixture.ts';
import { edited, editedAt, reseal, rewrite } from './tamper.ts';

/** Three epochs: two starts, and a change of key in the second. Heads stand after every ten entries. */
async function written(): Promise<Desk> {
  const desk = new Desk();
  const first = await desk.open({ segmentBytes: 20_000 });
  for (let count = 0; count < 40; count += 10) first.append(messages(10, count));
  first.close();
  const second = await desk.open({ segmentBytes: 20_000 });
  for (let count = 40; count < 60; count += 10) second.append(messages(10, count));
  await desk.rotate(second);
  second.append(messages(20, 60));
  second.close();
  expect(verifyRecord(desk.folder, desk.heads).findings).toEqual([]);
  expect(segmentsIn(desk.folder).length).toBeGreaterThan(2);
  return desk;
}

const codesOf = (desk: Desk, heads: readonly SignedHead[] = []) =>
  verifyRecord(desk.folder, heads).findings.map(({ code }) => code);

test('edit: a changed entry is found, and where', async () => {
  const desk = await written();
  rewrite(desk.folder, editedAt(15));
  const [finding, ...more] = verifyRecord(desk.folder, []).findings;
  expect(finding).toMatchObject({ code: 'changed', at: 21 });
  expect(more).toEqual([]);
});

test('edit: a changed content is found at its entry', async () => {
  const desk = await written();
  rewrite(desk.folder, (items) =>
    items.map((item) =>
      item.kind === 'entry' && item.entry.sequence === 7 ? { ...item, beside: Buffer.alloc(32) } : item,
    ),
  );
  expect(verifyRecord(desk.folder, []).findings).toMatchObject([{ code: 'content-changed', at: 7 }]);
});

test('edit: a flipped bit is found whatever it hits', async () => {
  const desk = await written();
  const [name = ''] = segmentsIn(desk.folder);
  const file = path.join(desk.folder, name);
  const bytes = readFileSync(file);
  for (let place = 0; place < bytes.length; place += 997) {
    const flipped = Buffer.from(bytes);
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    expect(codesOf(desk).length).toBeGreaterThan(0);
  }
});

test('reorder: two entries in each other’s place are found', async () => {
  const desk = await written();
  rewrite(
    desk.folder,
    (items) => {
      const places = items.flatMap((item, index) => (item.kind === 'entry' ? [index] : []));
      const [a = 0, b = 0] = places.slice(3, 5);
      return items.map((item, index) => items[index === a ? b : index === b ? a : index] ?? item);
    },
    0,
  );
  expect(codesOf(desk)).toEqual(['out-of-order', 'out-of-order', 'changed']);
});

test('truncation: an entry taken out, a segment taken out and an end cut off are found', async () => {
  const cut = await written();
  rewrite(cut.folder, (items) => items.filter((item) => item.kind === 'head' || item.entry.sequence !== 12));
  expect(codesOf(cut)).toContain('out-of-order');

  const gap = await written();
  const [, second = ''] = segmentsIn(gap.folder);
  unlinkSync(path.join(gap.folder, second));
  expect(codesOf(gap)).toContain('missing-segment');

  const front = await written();
  const [first = ''] = segmentsIn(front.folder);
  unlinkSync(path.join(front.folder, first));
  expect(codesOf(front)).toContain('missing-segment');

  const end = await written();
  const names = segmentsIn(end.folder);
  for (const name of names.slice(1)) unlinkSync(path.join(end.folder, name));
  expect(codesOf(end)).toContain('truncated');
});

test('truncation: the end of the last epoch cut off cleanly is found by the log server’s heads', async () => {
  const desk = await written();
  const last = segmentsIn(desk.folder).length - 1;
  rewrite(
    desk.folder,
    (items) => items.slice(0, items.findLastIndex(({ kind }) => kind === 'head') - 3),
    last,
  );
  expect(verifyRecord(desk.folder, []).isClosed).toBe(false);
  expect(codesOf(desk, desk.heads)).toContain('rolled-back');
});

test('rollback: an older copy of everything is found by the log server’s heads', async () => {
  const desk = new Desk();
  const first = await desk.open();
  first.append(messages(15));
  first.close();
  const copies = [...segmentsIn(desk.folder), 'epochs.jsonl'].map(
    (name) => [name, readFileSync(path.join(desk.folder, name))] as const,
  );
  const second = await desk.open();
  second.append(messages(15, 15));
  second.close();
  for (const [name, bytes] of copies) writeFileSync(path.join(desk.folder, name), bytes);
  expect(codesOf(desk)).toEqual([]);
  expect(codesOf(desk, desk.heads)).toContain('rolled-back');
});

test('CVE-2023-31439: entries of an older epoch resealed with the current key are found', async () => {
  const desk = await written();
  reseal(desk.folder, desk.key, (item) =>
    item.kind === 'entry' && item.entry.sequence === 15 ? edited(item) : item,
  );
  const codes = codesOf(desk);
  expect(codes).toContain('resealed');
  expect(codes).toContain('changed');
});

test('CVE-2023-31439: an older epoch that is passed off as the current one is found', async () => {
  const desk = await written();
  reseal(
    desk.folder,
    desk.key,
    (item) => {
      if (item.kind !== 'entry') return item;
      const leaf = Buffer.from(JSON.stringify({ ...item.entry, epoch: 3 }));
      return { ...item, leaf, entry: decodeEntry(leaf) ?? item.entry };
    },
    3,
  );
  expect(codesOf(desk)).toContain('wrong-epoch');
});

test('a current key without the old one’s word does not take a record over', async () => {
  const desk = await written();
  const epochs = readEpochs(desk.folder) ?? [];
  const stolen = newSigningKey();
  const {
    v: _v,
    publicKey: _key,
    handover: _handover,
    signature: _signature,
    ...opening
  } = epochs[1] ?? never();
  writeEpochs(
    desk.folder,
    [...epochs.slice(0, 1), openEpoch(opening, stolen, stolen), ...epochs.slice(2)],
    realDisk,
  );
  expect(codesOf(desk)).toContain('broken-handover');
});

test('resealing with the current key in the current epoch is found by the log server’s heads', async () => {
  const desk = new Desk();
  const log = await desk.open();
  log.append(messages(15));
  log.close();
  reseal(desk.folder, desk.key, (item) =>
    item.kind === 'entry' && item.entry.sequence === 5 ? edited(item) : item,
  );
  expect(codesOf(desk)).toEqual([]);
  expect(codesOf(desk, desk.heads)).toContain('forked');
});

test('another record in this one’s place is found by the log server’s heads', async () => {
  const desk = await written();
  const other = await written();
  expect(codesOf(other, desk.heads)).toContain('foreign-head');
});

function never(): never {
  throw new Error('it is not there');
}
