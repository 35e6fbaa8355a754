import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-knip-'));
  await cp(path.join(root, 'knip.json'), path.join(folder, 'knip.json'));
  await writeFile(path.join(folder, 'package.json'), '{ "name": "a", "type": "module" }');
  await mkdir(path.join(folder, 'electron'));
  await writeFile(path.join(folder, 'electron/main.ts'), "import { used } from './used.ts';\nused();\n");
  await writeFile(path.join(folder, 'electron/used.ts'), 'export function used(): void {}\n');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unused(): Promise<string> {
  const knip = path.join(root, 'node_modules/.bin/knip');
  const args = ['--no-progress', '--no-config-hints', '--exclude', 'dependencies'];
  const { stdout } = await run(process.execPath, [knip, ...args], { cwd: folder }).catch(
    (refused) => refused,
  );
  return stdout;
}

test('code that is used is not named', async () => {
  expect(await unused()).toBe('');
});

test('a file that nobody imports is named', async () => {
  await writeFile(path.join(folder, 'electron/forgotten.ts'), 'export const x = 1;\n');
  expect(await unused()).toContain('electron/forgotten.ts');
});

test('an export that nobody imports is named', async () => {
  await writeFile(
    path.join(folder, 'electron/used.ts'),
    'export function used(): void {}\nexport const forgotten = 1;\n',
  );
  expect(await unused()).toContain('forgotten');
});
