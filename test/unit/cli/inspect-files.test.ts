import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { makeZip } from '../inspect/make-zip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-inspect-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = new Map<string, string>();
const run = async (...args: readonly string[]) => {
  const output = await runCommand(['inspect', 'files', ...args], {
    readFile: async (file) => new TextEncoder().encode(files.get(file) ?? ''),
    readInput: async () => '',
  });
  const judged = args.includes('--json')
    ? output.out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  return { ...output, judged };
};
const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]);

test('each file is a line with its checksum, its type, its verdict and what was found where', async () => {
  writeFileSync(path.join(folder, 'photo.jpg'), program);
  writeFileSync(path.join(folder, 'notes.txt'), 'hello');
  const { exitCode, judged } = await run(
    path.join(folder, 'photo.jpg'),
    path.join(folder, 'notes.txt'),
    '--json',
  );
  expect(exitCode).toBe(1);
  expect(judged).toMatchObject([
    {
      input: path.join(folder, 'photo.jpg'),
      sha256: createHash('sha256').update(program).digest('hex'),
      type: 'dos-program',
      verdict: 'block',
      reasons: [
        { code: 'file.disguised', where: '' },
        { code: 'file.program', where: '' },
      ],
      ms: expect.any(Number),
    },
    { type: 'text', verdict: 'allow', reasons: [] },
  ]);
});

test('a folder is read with --recursive, and without it is an error', async () => {
  mkdirSync(path.join(folder, 'deep'));
  writeFileSync(path.join(folder, 'deep/notes.txt'), 'hello');
  expect(await run(folder, '--recursive')).toMatchObject({ exitCode: 0, err: '' });
  expect((await run(folder, '--recursive')).out).toContain('allow');
  expect(await run(folder)).toMatchObject({ exitCode: 3, out: '' });
});

test('members of an archive are inspected out of memory', async () => {
  const archive = path.join(folder, 'samples.zip');
  writeFileSync(
    archive,
    makeZip([
      { name: 'bad/a.exe', content: program },
      { name: 'good.txt', content: 'x' },
    ]),
  );
  const { exitCode, judged } = await run('--zip', archive, '--json');
  expect(exitCode).toBe(1);
  expect(judged.map(({ input, verdict }) => [input, verdict])).toEqual([
    ['bad/a.exe', 'hold'],
    ['good.txt', 'allow'],
  ]);
  expect(readdirSync(folder)).toEqual(['samples.zip']);
});

test('a member that nobody can read is held, and the others are inspected all the same', async () => {
  const archive = path.join(folder, 'samples.zip');
  const members = [
    { name: 'secret.txt', content: 'x'.repeat(40), flags: 1 },
    { name: 'lie.txt', content: 'x', claimedSize: 9 },
    { name: 'good.txt', content: 'x' },
  ];
  writeFileSync(archive, makeZip(members));
  const { exitCode, judged } = await run('--zip', archive, '--json');
  expect(exitCode).toBe(1);
  expect(judged).toMatchObject([
    { input: 'secret.txt', sha256: null, verdict: 'hold', reasons: [{ code: 'file.encrypted' }] },
    { input: 'lie.txt', verdict: 'hold', reasons: [{ code: 'file.not-inspected' }] },
    { input: 'good.txt', verdict: 'allow' },
  ]);
});

test('what cannot be read is told, and the others are inspected all the same', async () => {
  writeFileSync(path.join(folder, 'notes.txt'), 'hello');
  const { exitCode, err, judged } = await run(
    path.join(folder, 'missing'),
    path.join(folder, 'notes.txt'),
    '--json',
  );
  expect(exitCode).toBe(3);
  expect(err).toContain('missing');
  expect(judged).toHaveLength(1);
});

test('a list of hashes that cannot be read holds every file', async () => {
  writeFileSync(path.join(folder, 'notes.txt'), 'hello');
  const policy = path.join(folder, 'p.json');
  files.set(policy, JSON.stringify({ files: { blockedHashesFile: path.join(folder, 'none') } }));
  const { judged } = await run(path.join(folder, 'notes.txt'), '--policy', policy, '--json');
  expect(judged).toMatchObject([{ verdict: 'hold', reasons: [{ code: 'file.not-inspected' }] }]);
});

test('without a file to look at the usage says what there is', async () => {
  expect(await run()).toMatchObject({ exitCode: 2, out: '' });
});
