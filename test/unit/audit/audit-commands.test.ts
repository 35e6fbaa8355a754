import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { segmentsIn } from '../../../electron/audit/segment.ts';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { Desk, message, rules, tempFolder } from './fixture.ts';

const audit = (...args: readonly string[]) =>
  runCommand(['audit', ...args], {
    readFile: async () => new Uint8Array(),
    readInput: async () => '',
  });

async function companyKey(): Promise<{ file: string; recipient: string }> {
  const file = path.join(tempFolder(), 'company.key');
  const { out } = await audit('keygen', '--out', file);
  return { file, recipient: out.trim() };
}

async function recordOf(recipient: string): Promise<Desk> {
  const desk = new Desk();
  const log = await desk.open({ rules: rules({ companyKeys: [recipient] }) });
  log.append([message(0, '=1+1 "quoted", he said'), message(1, 'second\nline')]);
  log.close();
  return desk;
}

test('keygen writes the private key for its owner alone, never over another, and prints only the public one', async () => {
  const { file, recipient } = await companyKey();
  expect(recipient).toMatch(/^age1/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toContain('AGE-SECRET-KEY-');
  expect(await audit('keygen', '--out', file)).toMatchObject({ exitCode: 3, out: '' });
  expect(await audit('keygen')).toMatchObject({ exitCode: 2 });
  expect((await audit('keygen', '--stdout')).out).toContain('AGE-SECRET-KEY-');
});

test('verify: 0 for a clean record, 1 with findings, 3 where there is none', async () => {
  const desk = await recordOf((await companyKey()).recipient);
  const heads = path.join(tempFolder(), 'heads.jsonl');
  writeFileSync(heads, desk.heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
  const clean = await audit('verify', desk.folder, '--heads', heads, '--json');
  expect(clean.exitCode).toBe(0);
  expect(JSON.parse(clean.out)).toMatchObject({ findings: [], size: 4, witnessed: desk.heads.length });
  const [name = ''] = segmentsIn(desk.folder);
  const bytes = readFileSync(path.join(desk.folder, name));
  writeFileSync(path.join(desk.folder, name), bytes.subarray(0, -1));
  expect((await audit('verify', desk.folder)).exitCode).toBe(1);
  expect((await audit('verify', tempFolder())).exitCode).toBe(3);
  writeFileSync(heads, '{}\n');
  expect((await audit('verify', desk.folder, '--heads', heads)).exitCode).toBe(3);
});

test('export opens the record with the company’s key and says who could see each message', async () => {
  const { file, recipient } = await companyKey();
  const desk = await recordOf(recipient);
  const { exitCode, out } = await audit('export', desk.folder, '--identity', file);
  expect(exitCode).toBe(0);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[1]).toMatchObject({
    kind: 'message',
    audience: ['alice@corp.test', 'bob@corp.test'],
    content: { text: '=1+1 "quoted", he said' },
  });
});

test('export to a table makes no formulas and breaks no cells', async () => {
  const { file, recipient } = await companyKey();
  const desk = await recordOf(recipient);
  const { out } = await audit('export', desk.folder, '--identity', file, '--format', 'csv');
  expect(out).toContain(`,"'=1+1 ""quoted"", he said",\r\n`);
  expect(out).toContain('"second\nline"');
});

test('export to mail writes one file for each message', async () => {
  const { file, recipient } = await companyKey();
  const desk = await recordOf(recipient);
  const out = path.join(tempFolder(), 'mail');
  await audit('export', desk.folder, '--identity', file, '--format', 'eml', '--out', out);
  expect(readdirSync(out)).toHaveLength(2);
  const [, second = ''] = readdirSync(out).sort();
  const [head = '', body = ''] = readFileSync(path.join(out, second), 'utf8').split('\r\n\r\n');
  expect(head).toContain('X-Gatehouse-Seen-By: bob@corp.test');
  expect(Buffer.from(body, 'base64').toString()).toBe('second\nline');
});

test('a key that is not the company’s opens nothing, and that is said', async () => {
  const desk = await recordOf((await companyKey()).recipient);
  const { file } = await companyKey();
  const { exitCode, out, err } = await audit('export', desk.folder, '--identity', file);
  expect(exitCode).toBe(1);
  expect(err).toContain('2 contents could not be opened');
  expect(out).not.toContain('second');
});
