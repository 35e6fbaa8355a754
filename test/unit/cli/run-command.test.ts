import { expect, test } from 'vitest';
import { runCommand } from '../../../electron/cli/run-command.ts';

const policy = { company: { name: 'Corp', domains: ['corp.test'] } };

function run(args: readonly string[], files: Readonly<Record<string, string>> = {}, input = '') {
  return runCommand(args, {
    readFile: async (file) => {
      const content = files[file];
      if (content === undefined) throw new Error(`no such file: ${file}`);
      return new TextEncoder().encode(content);
    },
    readInput: async () => input,
  });
}

test('a valid policy is clean', async () => {
  const output = await run(['policy', 'check', 'p.json'], { 'p.json': JSON.stringify(policy) });
  expect(output).toEqual({ exitCode: 0, out: 'p.json: a valid policy\n', err: '' });
});

test('a policy that would be refused is a finding, with the place of the error', async () => {
  const damaged = JSON.stringify({ company: { name: 'Corp', domains: ['Corp.Test'] }, reprot: {} });
  const output = await run(['policy', 'check', 'p.json', '--json'], { 'p.json': damaged });
  expect(output.exitCode).toBe(1);
  expect(
    output.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { code: 'invalid-field', file: 'p.json', place: 'company.domains[0]' },
    { code: 'unknown-field', file: 'p.json', place: 'reprot' },
  ]);
});

test('links are judged line by line, by the policy given', async () => {
  const lines = 'nothing here\nhttps://corp.test/a\nhttps://c\u043erp.test/b\n';
  const output = await run(
    ['inspect', 'links', '-', '--json', '--policy', 'p.json'],
    { 'p.json': JSON.stringify(policy) },
    lines,
  );
  const judged = output.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(judged).toMatchObject([
    { input: 'https://corp.test/a', verdict: 'allow', reasons: [] },
    { verdict: 'block', links: [{ host: 'xn--crp-sed.test' }] },
  ]);
  expect(output.exitCode).toBe(1);
});

test('an unknown command shows how it is used, a missing file is a failure', async () => {
  expect((await run(['policy'])).exitCode).toBe(2);
  expect((await run(['inspect', 'links', '--nonsense'])).exitCode).toBe(2);
  expect(await run(['policy', 'check', 'absent'])).toMatchObject({
    exitCode: 3,
    err: 'gatehouse: no such file: absent\n',
  });
});
