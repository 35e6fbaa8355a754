import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BaseWindow, SaveDialogOptions } from 'electron';
import { afterAll, expect, it } from 'vitest';
import { SaveDialog } from '../../../electron/app/save-dialog.ts';
import { en } from '../../../electron/text/en.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-save-'));
afterAll(() => rmSync(folder, { recursive: true }));

function setUp(chosen: string | null) {
  const asked: (string | undefined)[] = [];
  const dialog = new SaveDialog({
    dialog: {
      showSaveDialog: async (...words: unknown[]) => {
        asked.push((words.at(-1) as SaveDialogOptions).defaultPath);
        return { canceled: chosen === null, filePath: chosen ?? '' };
      },
    },
    window: () => ({}) as BaseWindow,
    folder: () => folder,
    text: () => en.saveDialog,
  });
  return { dialog, asked };
}

it('writes where the person said, readable by that person alone', async () => {
  const file = path.join(folder, 'report.json');
  expect(await setUp(file).dialog.saveJson('x.json', '{}')).toBe('saved');
  expect(readFileSync(file, 'utf8')).toBe('{}');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('writes nothing when the person changes their mind', async () => {
  expect(await setUp(null).dialog.saveJson('x.json', '{}')).toBe('cancelled');
});

it('says so when it cannot write there', async () => {
  expect(await setUp(path.join(folder, 'missing', 'x.json')).dialog.saveJson('x.json', '{}')).toBe(
    'cannot-write',
  );
});

it('suggests a name and never a folder', async () => {
  const { dialog, asked } = setUp(null);
  await dialog.saveJson('../../.bashrc', '{}');
  expect(asked).toEqual([path.join(folder, '.bashrc')]);
});
