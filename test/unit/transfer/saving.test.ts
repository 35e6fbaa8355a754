import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../../../electron/policy/run-program.ts';
import { markOfTheWeb } from '../../../electron/transfer/mark-of-the-web.ts';
import { saveFile } from '../../../electron/transfer/save-file.ts';

const url = 'https://files.corp.test/plan.pdf';

function place(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-saved-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'plan.pdf');
}

async function* pieces(...parts: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

const unmarked = async (): Promise<boolean> => true;

test('CVE-2020-17448: a file is saved whole, for its owner alone, and never as something that runs', async () => {
  const target = place();
  await saveFile(pieces('the ', 'plan'), target, { mark: unmarked, url });
  expect(readFileSync(target, 'utf8')).toBe('the plan');
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

test('a file that was there keeps what it had until all of the new one is there', async () => {
  const target = place();
  writeFileSync(target, 'before');
  const broken = saveFile(pieces('the ', new Error('sealed otherwise')), target, { mark: unmarked, url });
  await expect(broken).rejects.toThrow('sealed otherwise');
  expect(readFileSync(target, 'utf8')).toBe('before');
  expect(readdirSync(path.dirname(target))).toEqual(['plan.pdf']);
});

test('a file is marked as somebody else’s before it has its name', async () => {
  const target = place();
  const seen: string[] = [];
  const mark = async (file: string): Promise<boolean> => {
    seen.push(
      readFileSync(file, 'utf8'),
      ...readdirSync(path.dirname(target)).filter((name) => name === 'plan.pdf'),
    );
    return true;
  };
  await saveFile(pieces('plan'), target, { mark, url });
  expect(seen).toEqual(['plan']);
});

test('on Linux where it is from stands in its attributes', async () => {
  const target = place();
  const mark = markOfTheWeb('linux', { run: runProgram, now: Date.now });
  await saveFile(pieces('plan'), target, { mark, url });
  const asked = spawnSync('/usr/bin/python3', [
    '-c',
    'import os, sys; sys.stdout.buffer.write(os.getxattr(sys.argv[1], "user.xdg.origin.url"))',
    target,
  ]);
  expect(asked.stdout.toString()).toBe(url);
});

test('on Windows it is of the zone of the internet, and on macOS in quarantine', async () => {
  const target = place();
  writeFileSync(target, 'plan');
  // Where there are no streams, a colon is a character of a name like others.
  expect(await markOfTheWeb('win32', { run: runProgram, now: Date.now })(target, url)).toBe(true);
  expect(readFileSync(`${target}:Zone.Identifier`, 'utf8')).toBe(
    `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${url}\r\n`,
  );
  const ran: unknown[] = [];
  const mark = markOfTheWeb('darwin', {
    run: async (...words) => {
      ran.push(words);
      return { code: 0, out: new Uint8Array() };
    },
    now: () => 0x6500_0000 * 1000,
  });
  expect(await mark(target, url)).toBe(true);
  expect(ran).toEqual([
    ['/usr/bin/xattr', ['-w', 'com.apple.quarantine', '0081;65000000;Gatehouse;', target], null],
  ]);
});
