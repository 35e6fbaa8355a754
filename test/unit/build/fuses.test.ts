import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { e2eFuses, hardenedFuses, readFuses, setFuses } from '../../../build/package/fuses.ts';

/** What marks the fuse wire in every Electron binary: docs/tutorial/fuses.md. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

let folder = '';
let binary = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-fuses-'));
  binary = path.join(folder, 'electron');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a binary has: the sentinel, the version of the wire, its length, and one character per fuse. */
async function withWire(states: string): Promise<void> {
  await writeFile(binary, `ELF…${SENTINEL}\u0001${String.fromCharCode(states.length)}${states}…`);
}

test('sets all nine by name', async () => {
  await withWire('101100011');
  await setFuses(binary, hardenedFuses, { requireAll: true });
  expect(Object.fromEntries(await readFuses(binary))).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
});

test('for development takes a binary that lacks the newest fuse', async () => {
  await withWire('10110001');
  await setFuses(binary, hardenedFuses, { requireAll: false });
  expect((await readFuses(binary)).size).toBe(8);
  expect((await readFuses(binary)).get('RunAsNode')).toBe(false);
});

test('a release refuses it', async () => {
  await withWire('10110001');
  await expect(setFuses(binary, hardenedFuses, { requireAll: true })).rejects.toThrow('WasmTrapHandlers');
  expect(await readFile(binary, 'latin1')).toContain('10110001');
});

test.each([true, false])(
  'a fuse that nobody decided on is refused, release or not (%s)',
  async (requireAll) => {
    await withWire('1011000111');
    await expect(setFuses(binary, hardenedFuses, { requireAll })).rejects.toThrow('strictlyRequireAllFuses');
  },
);

test('the e2e package differs in the inspect fuse only', () => {
  const differing = Object.keys(hardenedFuses).filter(
    (index) => Reflect.get(hardenedFuses, index) !== Reflect.get(e2eFuses, index),
  );
  expect(differing).toEqual([String(FuseV1Options.EnableNodeCliInspectArguments)]);
});
