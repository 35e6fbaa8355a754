import { expect, test } from 'vitest';
import { zip } from '../../../electron/inspect/archives/zip.ts';
import { OverLimit } from '../../../electron/inspect/budget.ts';
import type { Finding, Inspector } from '../../../electron/inspect/inspector.ts';
import { inspecting, told } from './inspecting.ts';
import { makeZip } from './make-zip.ts';

const pdf = '%PDF-1.7\n';
const finding: Finding = { code: 'file.link', level: 'warn', where: 'page 2', params: { host: 'a.test' } };
const reading = (inspect: Inspector['inspect']): Inspector => ({ name: 'reader', takes: ['pdf'], inspect });

test('a file is its SHA-256, its true type and the strictest of what was found', () => {
  const held: Finding = { code: 'file.encrypted', level: 'hold', where: '', params: {} };
  const judgement = inspecting(pdf, 'a.pdf', { inspectors: [reading(() => [finding, held])] });
  expect(judgement).toEqual({
    pictures: [],
    type: 'pdf',
    sha256: '0716f9264c9fe19f5d7455276107f3ddcc1d3497f63d60689a73558ae8a1bf5e',
    verdict: {
      level: 'hold',
      reasons: [
        { code: 'file.encrypted', level: 'hold', params: { where: '' } },
        { code: 'file.link', level: 'warn', params: { host: 'a.test', where: 'page 2' } },
      ],
    },
  });
});

test('an inspector that fails holds the file, and tells the kind of failure without its text', () => {
  const { verdict } = inspecting(pdf, 'a.pdf', {
    inspectors: [
      reading(() => {
        throw new TypeError('secret content');
      }),
    ],
  });
  expect(verdict).toEqual({
    level: 'hold',
    reasons: [
      {
        code: 'file.not-inspected',
        level: 'hold',
        params: { inspector: 'reader', cause: 'TypeError', where: '' },
      },
    ],
  });
});

test.each(['bytes', 'entries', 'depth', 'time', 'ratio'] as const)(
  'a file over the limit of %s is held',
  (limit) => {
    const { verdict } = inspecting(pdf, 'a.pdf', {
      inspectors: [
        reading(() => {
          throw new OverLimit(limit);
        }),
      ],
    });
    expect(verdict.level).toBe('hold');
    expect(verdict.reasons[0]).toMatchObject({ code: 'file.over-limit', params: { limit } });
  },
);

test('a type that nobody takes is held', () => {
  expect(inspecting(pdf, 'a.pdf', { inspectors: [] }).verdict).toMatchObject({
    level: 'hold',
    reasons: [{ code: 'file.unknown-type', params: { type: 'pdf' } }],
  });
  expect(inspecting(Buffer.from([1, 2, 3, 0, 0, 9, 0, 0xff]), 'a.dat').verdict.level).toBe('hold');
});

test('a file within a file is inspected as every other, and its place begins with its name', () => {
  const inner = makeZip([{ name: 'papers/a.pdf', content: pdf }]);
  const outer = makeZip([{ name: 'inner.zip', content: inner }]);
  const judgement = inspecting(outer, 'outer.zip', { inspectors: [zip, reading(() => [finding])] });
  expect(told(judgement)).toEqual(['file.link inner.zip/papers/a.pdf/page 2']);
});

test('files within files within files are held at the limit, and their neighbours are inspected all the same', () => {
  let nested = makeZip([{ name: 'a.pdf', content: pdf }]);
  for (let depth = 0; depth < 5; depth += 1) nested = makeZip([{ name: 'z.zip', content: nested }]);
  const outer = makeZip([
    { name: 'deep.zip', content: nested },
    { name: 'b.pdf', content: pdf },
  ]);
  const judgement = inspecting(outer, 'outer.zip', {
    inspectors: [zip, reading(() => [finding])],
    limits: { depth: 3 },
  });
  expect(told(judgement)).toEqual(['file.over-limit deep.zip/z.zip/z.zip/z.zip', 'file.link b.pdf/page 2']);
});

test('a verdict carries two hundred reasons at most, and the strictest of them', () => {
  const many = Array.from({ length: 500 }, (_, count) => ({ ...finding, where: `page ${count}` }));
  const last: Finding = { code: 'file.encrypted', level: 'hold', where: 'last', params: {} };
  const { verdict } = inspecting(pdf, 'a.pdf', { inspectors: [reading(() => [...many, last])] });
  expect(verdict.reasons).toHaveLength(200);
  expect(verdict.level).toBe('hold');
  expect(verdict.reasons[0]?.code).toBe('file.encrypted');
});

test('a place is one line of bounded length', () => {
  const outer = makeZip([{ name: `a\n\0${'x'.repeat(5000)}.pdf`, content: pdf }]);
  const judgement = inspecting(outer, 'outer.zip', { inspectors: [zip, reading(() => [finding])] });
  const where = judgement.verdict.reasons.find(({ code }) => code === 'file.link')?.params['where'] ?? '';
  expect(where.length).toBeLessThan(200);
  expect(where).not.toMatch(/\p{Cc}/u);
});

test('policy decides what becomes of what nobody could look into, and blocks types, kinds and endings', () => {
  const encrypted = makeZip([{ name: 'a', content: 'x', flags: 1 }]);
  const leveled = (files: object, bytes: Uint8Array = encrypted) =>
    inspecting(bytes, 'a.zip', { files }).verdict.level;
  expect([
    leveled({}),
    leveled({ encryptedAction: 'block' }),
    leveled({ encryptedAction: 'notice' }),
  ]).toEqual(['hold', 'block', 'notice']);
  expect(leveled({ onScannerFailure: 'block' }, encrypted.subarray(0, -9))).toBe('block');
  for (const entry of ['zip', 'archive', '.zip']) {
    const { verdict } = inspecting(makeZip([{ name: 'a', content: 'x' }]), 'a.zip', {
      files: { blockedTypes: [entry] },
    });
    expect(verdict).toMatchObject({ level: 'block', reasons: [{ code: 'file.blocked-type' }] });
  }
});
