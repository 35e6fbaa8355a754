import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { wideText } from '../../../../electron/inspect/bytes.ts';

const folder = path.resolve(import.meta.dirname, '../../../../electron/inspect');

test('UTF-16 is cut to whole letters within the bytes, wherever it begins', () => {
  const bytes = Buffer.from('\0A\0B\0C', 'latin1');
  expect(wideText(bytes, 1)).toBe('AB');
  expect(wideText(bytes, 1, 4)).toBe('A');
  expect(wideText(bytes, 1, 99)).toBe('AB');
  expect(wideText(bytes, 9)).toBe('');
  expect(wideText(bytes, 4, 1)).toBe('');
});

test('no inspector hands the runtime half a letter: UTF-16 is decoded in one place', () => {
  const callers = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /toString\([^)]*(?:utf-?16|ucs-?2)/i.test(readFileSync(path.join(folder, file), 'utf8')),
  );
  expect(callers).toEqual(['bytes.ts']);
});
