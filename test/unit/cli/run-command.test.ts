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

test('several files are checked as one policy, and each error is told with its file', async () => {
  const files = {
    'policy.json': JSON.stringify(policy),
    '10.json': '{"company":{"name":""}}',
    '20.json': '{}',
  };
  expect(await run(['policy', 'check', 'policy.json', '10.json', '20.json'], files)).toEqual({
    exitCode: 1,
    out: '10.json: company.name: invalid-field\n',
    err: '',
  });
  expect(await run(['policy', 'check', 'policy.json', '20.json'], files)).toMatchObject({ exitCode: 0 });
});

test('what a policy says and nothing obeys yet is a finding, and refuses nothing', async () => {
  const early = JSON.stringify({ ...policy, session: { idleLockMinutes: 5 } });
  expect(await run(['policy', 'check', 'p.json'], { 'p.json': early })).toEqual({
    exitCode: 1,
    out: 'p.json: session.idleLockMinutes: not-in-force\np.json: a valid policy but for what is not in force\n',
    err: '',
  });
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
    { input: 'nothing here', verdict: 'allow', score: 0, reasons: [], links: [] },
    { input: 'https://corp.test/a', verdict: 'allow', score: 0, reasons: [] },
    { verdict: 'block', score: 1, links: [{ host: 'xn--crp-sed.test' }] },
  ]);
  expect(output.exitCode).toBe(1);
});

test('a link is scored, and what policy allows is not', async () => {
  const lines = 'https://trezor-wallet-login.pages.dev/\nxn--1-xcc.com\n';
  const judged = async (rules: object) => {
    const { out, exitCode } = await run(
      ['inspect', 'links', '--json', '--policy', 'p.json'],
      { 'p.json': JSON.stringify({ links: rules }) },
      lines,
    );
    return {
      exitCode,
      lines: out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    };
  };
  const strict = await judged({});
  expect(strict.exitCode).toBe(1);
  expect(strict.lines).toMatchObject([{ verdict: 'warn' }, { verdict: 'warn', score: 0 }]);
  expect(strict.lines[0].score).toBeGreaterThan(0.5);
  const { lines: allowed } = await judged({ allowDomains: ['trezor-wallet-login.pages.dev'] });
  expect(allowed[0]).toMatchObject({ verdict: 'allow', score: 0 });
});

test('the blocklist that the policy names is read as the app reads it, and one that cannot be read holds every link', async () => {
  const listing = { ...policy, blocklistFile: '/etc/gatehouse/blocklist.txt' };
  const files = { 'p.json': JSON.stringify(listing), [listing.blocklistFile]: 'files.example.net\n' };
  const lines = 'https://files.example.net/minutes\nhttps://example.org/\n';
  const args = ['inspect', 'links', '--json', '--policy', 'p.json'];
  const judged = (out: string) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const read = await run(args, files, lines);
  expect(read).toMatchObject({ exitCode: 1, err: '' });
  expect(judged(read.out)).toMatchObject([
    { verdict: 'block', reasons: [{ code: 'link.blocklisted' }] },
    { verdict: 'allow' },
  ]);
  const unread = await run(args, { 'p.json': files['p.json'] ?? '' }, lines);
  expect(unread).toMatchObject({
    exitCode: 3,
    err: 'gatehouse: /etc/gatehouse/blocklist.txt: blocklistFile: file-unreadable, so every link is held\n',
  });
  expect(judged(unread.out)).toMatchObject([{ verdict: 'hold' }, { verdict: 'hold' }]);
  const text = ['inspect', 'text', '--json', '--stranger', '--policy', 'p.json'];
  const first = await run(text, files, 'The minutes: https://files.example.net/minutes\nhello\n');
  expect(judged(first.out)).toMatchObject([
    { verdict: 'block', reasons: [{ code: 'link.blocklisted' }] },
    { verdict: 'allow' },
  ]);
});

test('every line is answered by one line, also an empty one, so that answers can be told by their place', async () => {
  const lines = 'hello\n\nhttps://corp.test/\n';
  for (const room of ['links', 'text']) {
    const { out } = await run(['inspect', room, '--json'], {}, lines);
    expect(out.trim().split('\n')).toHaveLength(3);
  }
});

test('lines are answered while more are read', async () => {
  const seen: number[] = [];
  let read = 0;
  await runCommand(['inspect', 'links', '-'], {
    readFile: async () => new Uint8Array(),
    readInput: async () => '',
    stream: {
      readLines: async function* () {
        for (read = 0; read < 500; read += 1) yield `https://corp.test/${'a'.repeat(1000)}`;
      },
      write: async () => {
        seen.push(read);
      },
    },
  });
  expect(seen.length).toBeGreaterThan(5);
  expect(seen[0]).toBeLessThan(100);
});

test('a file that cannot be read is a failure', async () => {
  expect(await run(['inspect', 'links', 'nowhere'])).toMatchObject({ exitCode: 3 });
});

test('texts are judged line by line, by direction, and no output holds what was found', async () => {
  const lines = 'hello\nmy card 4111 1111 1111 1111\n\ncall me at 0171 2345678\n';
  const output = await run(['inspect', 'text', '-', '--json'], {}, lines);
  expect(output.exitCode).toBe(1);
  expect(output.out).not.toContain('4111 1111');
  expect(
    output.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { line: 1, verdict: 'allow', reasons: [], detectors: [] },
    {
      line: 2,
      verdict: 'block',
      reasons: [{ code: 'confidential.block' }, {}],
      detectors: [{ kind: 'payment-card' }],
    },
    { line: 3, verdict: 'allow' },
    { line: 4, verdict: 'monitor', detectors: [{ kind: 'phone' }] },
  ]);
  const inside = await run(
    ['inspect', 'text', '--json', '--direction', 'inside'],
    {},
    'my card 4111 1111 1111 1111',
  );
  expect(JSON.parse(inside.out)).toMatchObject({ verdict: 'notice' });
  expect(await run(['inspect', 'text'], {}, 'hello\n')).toMatchObject({ exitCode: 0, err: '' });
});

test('a first text of a stranger is judged as on arrival', async () => {
  const lure = 'Please open AnyDesk so I can fix your computer';
  const output = await run(['inspect', 'text', '--json', '--stranger'], {}, lure);
  expect(JSON.parse(output.out)).toMatchObject({
    verdict: 'notice',
    reasons: [{ code: 'lure.remote-control' }],
  });
});

test('a policy whose expression RE2 refuses is an error with its place, before any text is judged', async () => {
  const files = {
    'p.json': JSON.stringify({ confidential: { expressions: [{ name: 'x', pattern: '(a)\\1' }] } }),
  };
  expect(await run(['policy', 'check', 'p.json'], files)).toMatchObject({
    exitCode: 1,
    out: 'p.json: confidential.expressions[0].pattern: invalid-field\n',
  });
  expect((await run(['inspect', 'text', '--policy', 'p.json'], files, 'aa')).exitCode).toBe(3);
});

test('a document is told by hashes that policy takes', async () => {
  const words = 'the board intends to acquire heron ltd for eleven million euros by the end of march';
  const output = await run(['policy', 'fingerprint', 'd.txt'], { 'd.txt': words });
  const policyFile = JSON.stringify({
    confidential: { fingerprints: [{ name: 'heron', hashes: JSON.parse(output.out) }] },
  });
  const judged = await run(
    ['inspect', 'text', '--json', '--policy', 'p.json'],
    { 'p.json': policyFile },
    words,
  );
  expect(JSON.parse(judged.out)).toMatchObject({ verdict: 'block', detectors: [{ kind: 'heron' }] });
});

test('an unknown command shows how it is used, a missing file is a failure', async () => {
  expect((await run(['policy'])).exitCode).toBe(2);
  expect((await run(['inspect', 'links', '--nonsense'])).exitCode).toBe(2);
  expect((await run(['inspect', 'text', '--direction', 'up'])).exitCode).toBe(2);
  expect((await run(['inspect', 'links', '--stranger'])).exitCode).toBe(2);
  expect(await run(['policy', 'check', 'absent'])).toMatchObject({
    exitCode: 3,
    err: 'gatehouse: no such file: absent\n',
  });
});
