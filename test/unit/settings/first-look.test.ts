import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type FirstLook, firstLook } from '../../../electron/settings/first-look.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-look-'));
const file = path.join(folder, 'settings.json');
afterAll(() => rmSync(folder, { recursive: true }));

const nothing: FirstLook = { theme: 'system', window: null, remembered: null };
const window = { x: 100, y: -80, width: 900, height: 700, isMaximized: true };

function lookAt(text: string): FirstLook {
  writeFileSync(file, text);
  return firstLook(file);
}

test('sees the theme, the place of the window and who is remembered', () => {
  const settings = { theme: 'dark', language: 'de' };
  const lastAccount = { account: 'anna@corp.test', isRemembered: true, consent: null };
  expect(lookAt(JSON.stringify({ version: 3, settings, window, lastAccount }))).toEqual({
    theme: 'dark',
    window,
    remembered: 'anna@corp.test',
  });
});

test('who is not remembered is not asked for', () => {
  const lastAccount = { account: 'anna@corp.test', isRemembered: false, consent: null };
  expect(lookAt(JSON.stringify({ lastAccount }))).toEqual(nothing);
});

test('there is no file at the first start', () => {
  expect(firstLook(path.join(folder, 'none.json'))).toEqual(nothing);
});

test.each([
  '',
  'null',
  '[]',
  '"dark"',
  '{"window"',
  '{"settings":{"theme":"purple"},"window":[],"lastAccount":"anna"}',
  '{"lastAccount":{"account":7,"isRemembered":true}}',
  JSON.stringify({ window: { ...window, width: 0 } }),
  JSON.stringify({ window: { ...window, x: 1e9 } }),
  JSON.stringify({ window: { ...window, y: '5' } }),
])('what is not as it should be is as if it were not there: %s', (text) => {
  expect(lookAt(text)).toEqual(nothing);
});
