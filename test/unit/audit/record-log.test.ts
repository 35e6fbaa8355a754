import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Disk, realDisk } from '../../../electron/audit/disk.ts';
import type { Entry } from '../../../electron/audit/entry.ts';
import { RecordError } from '../../../electron/audit/record.ts';
import { readSegment, segmentsIn } from '../../../electron/audit/segment.ts';
import { verifyRecord } from '../../../electron/audit/verify-record.ts';
import { Desk, message, messages, rules, start, tempFolder } from './fixture.ts';

function entriesOf(folder: string): readonly Entry[] {
  return segmentsIn(folder).flatMap((name) =>
    [...readSegment(path.join(folder, name)).items].flatMap((item) =>
      item.kind === 'entry' ? [item.entry] : [],
    ),
  );
}

const kindsOf = (folder: string) => entriesOf(folder).map(({ facts }) => facts.kind);

function outOfRoom(): Error {
  return Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
}

/** A disk on which all files of the folder together may have so many bytes. */
function smallDisk(folder: string, size: { bytes: number }): Disk {
  const room = (): number =>
    readdirSync(folder).reduce((left, name) => left - statSync(path.join(folder, name)).size, size.bytes);
  return {
    ...realDisk,
    write: (descriptor, bytes, at) => {
      const fitting = bytes.subarray(0, Math.max(0, room()));
      realDisk.write(descriptor, fitting, at);
      if (fitting.length < bytes.length) throw outOfRoom();
    },
    create: (file, bytes) => {
      if (room() < bytes.length) throw outOfRoom();
      realDisk.create(file, bytes);
    },
  };
}

describe('what is on record', () => {
  test('goes on where it ended, through any number of starts, and is proven', async () => {
    const desk = new Desk();
    for (const round of [0, 1, 2]) {
      const log = await desk.open();
      log.append(messages(25, round * 25));
      log.close();
    }
    const verified = verifyRecord(desk.folder, desk.heads);
    expect(verified).toMatchObject({ findings: [], first: 0, size: 3 * 27, unsigned: 0, isClosed: true });
    expect(verified.witnessed).toBe(desk.heads.length);
    expect(entriesOf(desk.folder).filter(({ facts }) => facts.kind === 'message')).toHaveLength(75);
  });

  test('can be read by the company and by nobody else, also not on the computer that wrote it', async () => {
    const desk = new Desk();
    const recipient = await identityToRecipient(await generateX25519Identity());
    const log = await desk.open({ rules: rules({ companyKeys: [recipient] }) });
    log.append([message(0, 'the secret plan')]);
    log.close();
    const bytes = readdirSync(desk.folder).map((name) =>
      readFileSync(path.join(desk.folder, name), 'latin1'),
    );
    expect(bytes.join('')).not.toContain('secret plan');
    expect(entriesOf(desk.folder)[1]?.content?.form).toBe('sealed');
  });

  test.each(['full', 'hashed', 'metadata'] as const)(
    'without a company key %s keeps no content',
    async (content) => {
      const desk = new Desk();
      const log = await desk.open({ rules: rules({ content }) });
      log.append([message(0, 'the secret plan')]);
      log.close();
      const bytes = readdirSync(desk.folder).map((name) =>
        readFileSync(path.join(desk.folder, name), 'latin1'),
      );
      expect(bytes.join('')).not.toContain('secret plan');
      expect(entriesOf(desk.folder)[1]?.content?.form ?? 'none').toBe(
        content === 'metadata' ? 'none' : 'hashed',
      );
    },
  );

  test('a company key that is none opens no record', async () => {
    await expect(new Desk().open({ rules: rules({ companyKeys: ['age1nonsense'] }) })).rejects.toEqual(
      new RecordError('company-key'),
    );
  });

  test('a change of key leaves one record, and each entry names its epoch', async () => {
    const desk = new Desk();
    const log = await desk.open();
    log.append(messages(3));
    await desk.rotate(log);
    log.append(messages(3, 3));
    log.close();
    expect(verifyRecord(desk.folder, desk.heads).findings).toEqual([]);
    expect(entriesOf(desk.folder).map(({ epoch }) => epoch)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 2]);
  });
});

describe('after a crash', () => {
  test('a torn write is cut off, kept aside and said, wherever it tore, and nothing whole is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 600 }), async (bytes) => {
        const desk = new Desk();
        const log = await desk.open({ rules: rules({ headEveryEntries: 1000 }) });
        log.append(messages(5));
        const [name = ''] = segmentsIn(desk.folder);
        const file = path.join(desk.folder, name);
        const whole = readFileSync(file).length;
        truncateSync(file, whole - bytes);
        const left = entriesOf(desk.folder).length;
        const again = await desk.open();
        again.close();
        const kinds = kindsOf(desk.folder);
        const isTorn = kinds.includes('recovered');
        expect(kinds.slice(left)).toEqual(['epoch', ...(isTorn ? ['recovered'] : []), 'closed']);
        expect(readdirSync(desk.folder).some((entry) => entry.includes('.torn-'))).toBe(isTorn);
        const { findings } = verifyRecord(desk.folder, []);
        expect(findings.map(({ code }) => code)).toEqual(isTorn ? ['recovered'] : []);
      }),
      { seed: 20261124, numRuns: 20 },
    );
  });

  test('a record that cannot be gone on with is kept aside, and the new one says so', async () => {
    const desk = new Desk();
    const log = await desk.open();
    log.append(messages(3));
    log.close();
    const [name = ''] = segmentsIn(desk.folder);
    writeFileSync(path.join(desk.folder, name), 'no segment');
    (await desk.open()).close();
    expect(kindsOf(desk.folder)).toEqual(['epoch', 'recovered', 'closed']);
    expect(readdirSync(path.dirname(desk.folder)).some((entry) => entry.startsWith('record.damaged-'))).toBe(
      true,
    );
  });

  test('rollback: an older copy put back is said at the next start', async () => {
    const desk = new Desk();
    const first = await desk.open();
    first.append(messages(3));
    first.close();
    const copies = readdirSync(desk.folder).map(
      (name) => [name, readFileSync(path.join(desk.folder, name))] as const,
    );
    const second = await desk.open();
    second.append(messages(30));
    second.close();
    for (const [name, bytes] of copies) writeFileSync(path.join(desk.folder, name), bytes);
    (await desk.open()).close();
    const codes = verifyRecord(desk.folder, desk.heads).findings.map(({ code }) => code);
    expect(codes).toContain('recovered');
    expect(codes).toContain('key-lost');
    expect(codes).toContain('rolled-back');
  });
});

describe('when there is no room', () => {
  test('nothing is taken, nothing is half written, and it goes on when there is room again', async () => {
    const desk = new Desk();
    const size = { bytes: Number.POSITIVE_INFINITY };
    const log = await desk.open({ disk: smallDisk(desk.folder, size) });
    log.append(messages(3));
    size.bytes = 6000;
    expect(() => log.append(messages(30, 3))).toThrow(new RecordError('disk-full'));
    size.bytes = Number.POSITIVE_INFINITY;
    log.append(messages(3, 33));
    log.close();
    expect(verifyRecord(desk.folder, desk.heads)).toMatchObject({ findings: [], size: 8 });
  });

  test('the oldest make room where policy says so, and it is on record that they did', async () => {
    const desk = new Desk();
    const log = await desk.open({
      disk: smallDisk(desk.folder, { bytes: 40_000 }),
      segmentBytes: 8000,
      rules: rules({ onDiskFull: 'dropOldest' }),
    });
    for (let count = 0; count < 200; count += 5) log.append(messages(5, count));
    log.close();
    const verified = verifyRecord(desk.folder, desk.heads);
    expect(verified.findings).toEqual([]);
    expect(verified.first).toBeGreaterThan(0);
    expect(kindsOf(desk.folder)).toContain('dropped');
  });

  test('a disk that fails otherwise ends the record until it is opened again', async () => {
    const desk = new Desk();
    const disk = { ...realDisk };
    const log = await desk.open({ disk });
    disk.write = () => {
      throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    };
    expect(() => log.append(messages(1))).toThrow(new RecordError('failed'));
    disk.write = realDisk.write;
    expect(() => log.append(messages(1))).toThrow(new RecordError('failed'));
    log.close();
    (await desk.open()).close();
    expect(verifyRecord(desk.folder, desk.heads).findings).toEqual([]);
  });

  test('the quota stops the record, or drops the oldest, as policy says', async () => {
    const quota = { segmentBytes: 8000, quotaBytes: 65_536 + 40_000 };
    const strict = new Desk();
    const stopping = await strict.open(quota);
    expect(() => {
      for (let count = 0; count < 1000; count += 10) stopping.append(messages(10, count));
    }).toThrow(new RecordError('quota'));
    expect(verifyRecord(strict.folder, strict.heads)).toMatchObject({ findings: [], first: 0 });

    const lenient = new Desk();
    const dropping = await lenient.open({ ...quota, rules: rules({ onDiskFull: 'dropOldest' }) });
    for (let count = 0; count < 1000; count += 10) dropping.append(messages(10, count));
    dropping.close();
    const verified = verifyRecord(lenient.folder, lenient.heads);
    expect(verified.findings).toEqual([]);
    expect(verified.first).toBeGreaterThan(0);
    expect(verified.beforeFirst).toBeGreaterThan(0);
  });
});

test('entries go when their time is over, and a shorter time is for what is written after it', async () => {
  const desk = new Desk();
  const day = 86_400_000;
  const log = await desk.open({ segmentBytes: 8000, rules: rules({ retentionDays: 100 }) });
  for (let count = 0; count < 50; count += 10) log.append(messages(10, count));
  log.close();
  const began = segmentsIn(desk.folder).length;
  desk.now = start + 50 * day;
  const shorter = await desk.open({ segmentBytes: 8000, rules: rules({ retentionDays: 10 }) });
  for (let count = 0; count < 50; count += 10) shorter.append(messages(10, count));
  expect(segmentsIn(desk.folder).length).toBeGreaterThan(began);
  expect(verifyRecord(desk.folder, desk.heads).first).toBe(0);
  desk.now = start + 101 * day;
  for (let count = 0; count < 50; count += 10) shorter.append(messages(10, count));
  shorter.close();
  const verified = verifyRecord(desk.folder, desk.heads);
  expect(verified.findings).toEqual([]);
  expect(verified.first).toBeGreaterThan(0);
});

test('bytes of any kind are read without a crash and never taken for a record', () => {
  const file = path.join(tempFolder(), 'any');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, withMagic) => {
      const magic = withMagic ? Buffer.from('GHREC\0\0\x01', 'latin1') : Buffer.alloc(0);
      writeFileSync(file, Buffer.concat([magic, bytes]));
      const { header, items } = readSegment(file);
      expect(header).toBeNull();
      expect([...items]).toEqual([]);
    }),
    { seed: 20261124 },
  );
});
