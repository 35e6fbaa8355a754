import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { type Launch, launchScript, temporaryHome } from '../../../build/unprivileged/launch-script.ts';
import { makeZip } from '../../unit/inspect/make-zip.ts';
import { builtApp } from '../launch/launch-gatehouse.ts';

// The built application, started with a command and without any display.

const account = electronAccount();
const home = temporaryHome(account);
let launch: Launch;
beforeAll(() => {
  const command = [inject('stage').electron, builtApp()];
  launch = launchScript({ account, display: '', home: home.path, keychain: 'none', command });
});
afterAll(async () => {
  await launch.end();
  home.remove();
});

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(launch.script, args, {
    input,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

test('a file is inspected by the application itself, without a window', () => {
  const file = path.join(home.path, 'offer.zip');
  writeFileSync(
    file,
    makeZip([{ name: 'a.exe', content: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(70)]) }]),
  );
  chmodSync(file, 0o644);
  giveTo(account, file);
  const { status, stdout } = run(['inspect', 'files', file, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    input: file,
    type: 'zip',
    verdict: 'hold',
    reasons: [{ code: 'file.program', where: 'a.exe' }],
  });
  expect(status).toBe(1);
  rmSync(file);
});

test('links are judged as they are piped in', () => {
  const { status, stdout } = run(['inspect', 'links', '-', '--json'], 'https://example.com/\n');
  expect(JSON.parse(stdout)).toMatchObject({ input: 'https://example.com/' });
  expect(status).toBe(0);
});

test('what is no command says how to use it, and the exit code says so too', () => {
  const { status, stdout, stderr } = run(['inspect', 'nothing']);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Usage:');
});
