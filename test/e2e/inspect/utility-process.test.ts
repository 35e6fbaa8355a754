import { chmodSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { targets } from '../../../build/targets.ts';
import { make7z } from '../../unit/inspect/make-archives.ts';
import { codeOf } from '../../unit/inspect/make-code.ts';
import { builtApp } from '../launch/launch-gatehouse.ts';
import { type LaunchedGatehouse, launchOn } from '../launch/launch-on.ts';

// The process that looks into files, bundled as it will be shipped, in the real Electron.

const root = path.resolve(import.meta.dirname, '../../..');
let app: string;
let gatehouse: LaunchedGatehouse;

beforeAll(async () => {
  app = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-inspect-'));
  chmodSync(app, 0o755);
  await cp(path.join(builtApp(), 'package.json'), path.join(app, 'package.json'));
  const main = targets({ root, out: path.join(app, 'dist'), isHardened: false }).find(
    ({ name }) => name === 'main',
  );
  await build({
    ...main?.config,
    build: {
      ...main?.config.build,
      rolldownOptions: {
        ...main?.config.build?.rolldownOptions,
        input: {
          main: path.join(import.meta.dirname, 'inspect-app.ts'),
          'inspector-process': path.join(root, 'electron/inspect/host/inspector-process.ts'),
          'misbehaving-child': path.join(root, 'test/unit/inspect/host/misbehaving-child.ts'),
        },
      },
    },
  });
  gatehouse = await launchOn({ ...inject('stage'), app }, { policy: {}, keychain: 'none' });
});
afterAll(async () => {
  await gatehouse.stop();
  await rm(app, { recursive: true });
});

const inspect = (which: 'real' | 'misbehaving', name: string, content: Uint8Array) =>
  gatehouse.app.evaluate((_, file) => globalThis.inspection.inspect(file.which, file.name, file.base64), {
    which,
    name,
    base64: Buffer.from(content).toString('base64'),
  });

test('looks into archives and reads codes with the engines that lie beside its bundle', async () => {
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(70)]);
  const archive = await inspect('real', 'a.7z', make7z('run.exe', program));
  expect(archive).toMatchObject({
    type: '7z',
    verdict: { level: 'hold', reasons: [{ code: 'file.program' }] },
  });
  const code = await inspect('real', 'a.png', await codeOf('https://bad.test/'));
  expect(code.verdict.reasons.map((reason) => reason.code)).toEqual(['file.code-link', 'link.blocklisted']);
});

test('is a process of its own, and main takes a file of 100 MB to it piece by piece', async () => {
  const { longest, isWhole } = await gatehouse.app.evaluate(() =>
    globalThis.inspection.stall(100 * 1024 * 1024),
  );
  expect(isWhole).toBe(true);
  // Far from the time that copying all of it at once would take; the bench measures how far.
  expect(longest).toBeLessThan(400);
  expect(
    gatehouse.processes().some(({ argv }) => argv.some((word) => word.includes('utility-sub-type=node'))),
  ).toBe(true);
});

describe('what it cannot do is held, and the next file gets a new process', () => {
  test.each([
    ['crash', 'file.not-inspected'],
    ['exit', 'file.not-inspected'],
    ['memory', 'file.not-inspected'],
    ['nonsense', 'file.not-inspected'],
    ['hang', 'file.over-limit'],
  ])('%s', async (name, code) => {
    const held = await inspect('misbehaving', name, Buffer.from('hello'));
    expect(held.verdict).toMatchObject({
      level: 'hold',
      reasons: [{ code, params: { inspector: 'process' } }],
    });
    expect((await inspect('misbehaving', 'good', Buffer.from('hello'))).verdict.level).toBe('allow');
  });
});
