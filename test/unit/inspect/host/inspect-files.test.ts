import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkYaraRules } from '../../../../electron/inspect/host/check-yara-rules.ts';
import {
  InspectFiles,
  InspectionClosed,
  type OfferedFile,
  type SealedContent,
} from '../../../../electron/inspect/host/inspect-files.ts';
import {
  fromInspectorSchema,
  type InspectionRules,
  longestPiece,
} from '../../../../electron/inspect/host/protocol.ts';
import { workerChild } from '../../../../electron/inspect/host/worker-child.ts';
import { cutsOf } from '../../../../electron/inspect/strip/cuts-of.ts';
import { sealFile } from '../../../../electron/transfer/sealed-file.ts';
import { policySchema } from '../../../../shared/policy.ts';
import { makePackage } from '../documents/make-office.ts';
import { codeOf } from '../make-code.ts';
import { makeJpeg } from '../make-photos.ts';
import { makeZip } from '../make-zip.ts';

const real = new URL('../../../../electron/inspect/host/inspector-process.ts', import.meta.url);
const misbehaving = new URL('./misbehaving-child.ts', import.meta.url);
const started: InspectFiles[] = [];
afterEach(() => {
  for (const inspection of started.splice(0)) inspection.close();
});

/** `fire` makes the time that a file may take run out. */
function inspection(
  entry: URL,
  files: object = {},
): { readonly files: InspectFiles; readonly fire: () => void } {
  let fire = (): void => undefined;
  const rules = rulesWith(files);
  const made = new InspectFiles({
    start: () => workerChild(entry, entry === misbehaving ? 48 : 512),
    rules: () => rules,
    idleMs: null,
    after: (_milliseconds, act) => {
      fire = act;
      return () => undefined;
    },
  });
  started.push(made);
  return { files: made, fire: () => fire() };
}

function rulesWith(files: object, yaraRules: InspectionRules['yaraRules'] = []): InspectionRules {
  const policy = policySchema.parse({ files });
  const { blockedHashes } = policy.files;
  return {
    policy,
    account: 'alice@corp.test',
    blocklist: { kind: 'text', text: 'bad.test' },
    blockedHashes,
    yaraRules,
  };
}

const offered = (name: string, content: OfferedFile['content'] = Buffer.from('hello')): OfferedFile => ({
  content,
  name,
  declaredType: null,
});
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('a file comes back with its type, its checksum and its verdict, from bytes and from a stream', async () => {
  const { files } = inspection(real);
  const zip = makeZip([
    {
      name: 'a.exe',
      content: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600_000)]),
      isStored: true,
    },
  ]);
  async function* stream() {
    for (let start = 0; start < zip.byteLength; start += 1000) yield zip.subarray(start, start + 1000);
  }
  const whole = await files.inspect(offered('a.zip', zip));
  expect(whole).toMatchObject({ type: 'zip', sha256: sha256(zip), verdict: { level: 'hold' } });
  expect(whole.verdict.reasons[0]).toMatchObject({ code: 'file.program', params: { where: 'a.exe' } });
  expect(await files.inspect(offered('a.zip', stream()))).toEqual(whole);
  expect(zip.byteLength).toBeGreaterThan(600_000);
});

test('links in files are judged by the gate of policy, in the process itself', async () => {
  const { files } = inspection(real);
  const { verdict } = await files.inspect(
    offered('a.html', Buffer.from('<html><a href="https://bad.test/">x</a>')),
  );
  expect(verdict.level).toBe('block');
  expect(verdict.reasons.map(({ code }) => code)).toEqual(['file.link', 'link.blocklisted']);
});

test('a file whose checksum is on the list is blocked, also in an archive', async () => {
  const bad = Buffer.from('this very file');
  const { files } = inspection(real, { blockedHashes: [sha256(bad)] });
  const zip = makeZip([{ name: 'inner.txt', content: bad }]);
  const { verdict } = await files.inspect(offered('a.zip', zip));
  expect(verdict.reasons[0]).toMatchObject({ code: 'file.blocked-hash', params: { where: 'inner.txt' } });
  expect(verdict.level).toBe('block');
});

describe('what the process cannot do is held, and the next file gets a new one', () => {
  test.each(['crash', 'exit', 'memory', 'nonsense'])('%s', async (name) => {
    const { files } = inspection(misbehaving);
    const held = await files.inspect(offered(name));
    expect(held).toMatchObject({
      type: 'unknown',
      sha256: sha256(Buffer.from('hello')),
      verdict: {
        level: 'hold',
        reasons: [{ code: 'file.not-inspected', params: { inspector: 'process' } }],
      },
    });
    expect((await files.inspect(offered('good'))).verdict.level).toBe('allow');
  });

  test('a process that hangs is ended when the time is over', async () => {
    const { files, fire } = inspection(misbehaving);
    const held = files.inspect(offered('hang'));
    await new Promise(setImmediate);
    fire();
    expect((await held).verdict).toMatchObject({
      level: 'hold',
      reasons: [{ code: 'file.over-limit', params: { limit: 'time' } }],
    });
    expect((await files.inspect(offered('good'))).verdict.level).toBe('allow');
  });
});

test('a file larger than policy allows is held without being read to its end', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read += 1;
      yield Buffer.alloc(256 * 1024);
    }
  }
  const { files } = inspection(real, { maxBytes: 1024 * 1024 });
  const held = await files.inspect(offered('a.bin', endless()));
  expect(held).toMatchObject({
    sha256: null,
    verdict: { level: 'hold', reasons: [{ code: 'file.over-limit' }] },
  });
  expect(read).toBeLessThan(7);
  expect((await files.inspect(offered('good.txt'))).verdict.level).toBe('allow');
});

test('a code in a picture is judged by the gate, in the process itself', async () => {
  const { files } = inspection(real);
  const { verdict } = await files.inspect(offered('a.png', await codeOf('https://bad.test/')));
  expect(verdict.reasons.map(({ code }) => code)).toEqual(['file.code-link', 'link.blocklisted']);
});

describe('the company’s own YARA rules', () => {
  const own =
    'rule OwnSecret { strings: $a = "project falcon" nocase $b = { 00 FF 80 } condition: any of them }';
  const judged = async (content: Uint8Array, yaraRules: InspectionRules['yaraRules'], files: object = {}) => {
    const rules = rulesWith(files, yaraRules);
    const made = new InspectFiles({
      start: () => workerChild(real),
      rules: () => rules,
      after: () => () => undefined,
      idleMs: null,
    });
    started.push(made);
    return (await made.inspect(offered('a.zip', content))).verdict;
  };
  const zip = (content: string | Buffer) => makeZip([{ name: 'a.txt', content }]);
  const manyRules = Array.from(
    { length: 100 },
    (_, index) => `rule Other${index} { strings: $a = "nobody writes ${index}" condition: $a }`,
  );

  test('block what matches, by the name of the rule, also within archives and in bytes that are no text', async () => {
    for (const content of ['about Project FALCON', Buffer.from('6100ff8062', 'hex')]) {
      const { level, reasons } = await judged(zip(content), [own]);
      expect(level).toBe('block');
      expect(reasons).toContainEqual({
        code: 'file.rule-match',
        level: 'block',
        params: { rule: 'OwnSecret', where: 'a.txt' },
      });
    }
    expect((await judged(zip('about something else'), [own])).level).toBe('allow');
  });

  test('see every file of a large archive', async () => {
    const members = Array.from({ length: 400 }, (_, index) => ({ name: `${index}.txt`, content: 'dull' }));
    const { level, reasons } = await judged(
      makeZip([...members, { name: 'last.txt', content: 'project falcon' }]),
      [own, ...manyRules],
    );
    expect(reasons.map(({ code, params }) => [code, params['where']])).toEqual([
      ['file.rule-match', 'last.txt'],
    ]);
    expect(level).toBe('block');
  });

  test.each([
    ['cannot be read', 'unreadable', 'rules'],
    [
      'do not compile',
      ['rule Broken { condition: nothing }'],
      'rules, line 1: undefined identifier "nothing"',
    ],
    [
      'the engine gives up in',
      [`rule Endless { condition: for any i in (${'1, '.repeat(17_000)}1) : ( i == 0 ) }`],
      'rules that do not end',
    ],
    ['take files in', ['include "/etc/passwd"'], "rules, line 1: can't open include file: /etc/passwd"],
  ] as const)('that %s hold every file, and say why', async (_, rules, cause) => {
    expect(await judged(zip('anything'), rules)).toMatchObject({
      level: 'hold',
      reasons: [{ code: 'file.not-inspected', params: { inspector: 'yara', cause } }, {}],
    });
  });
});

describe('rules are checked before there is a file', () => {
  const after = () => () => undefined;
  const checked = (rules: readonly string[], child = real) =>
    checkYaraRules(rules, { start: () => workerChild(child), after });

  test('by the engine itself, which names the line', async () => {
    expect(await checked(['rule Good { condition: true }'])).toBeNull();
    expect(
      await checked(['// Ours\nrule Good { condition: true }', 'rule Bad { condition: nothing }']),
    ).toEqual({
      line: 3,
      says: 'undefined identifier "nothing"',
    });
  });

  test('and a process that does not answer has not found them good', async () => {
    expect(await checked([], misbehaving)).toEqual({ line: null, says: 'answer' });
    const late = checkYaraRules([], {
      start: () => workerChild(misbehaving),
      after: (_, act) => {
        act();
        return () => undefined;
      },
    });
    expect(await late).toEqual({ line: null, says: 'time' });
  });
});

test('the words of a file come out of the process, and null where they could not be read', async () => {
  const { files } = inspection(real);
  const zip = (flags: number) => makeZip([{ name: 'a.txt', content: 'a secret', flags }]);
  expect(await files.textOf(offered('a.zip', zip(0)))).toBe('a secret');
  expect(await files.textOf(offered('a.zip', zip(1)))).toBeNull();
  const { files: failing } = inspection(misbehaving);
  expect(await failing.textOf(offered('crash'))).toBeNull();
  expect(await failing.textOf(offered('endless'))).toBeNull();
  expect(await failing.textOf(offered('broken off'))).toBeNull();
});

test('a long text comes in pieces that hold nobody up, and whole', async () => {
  const { files } = inspection(real);
  const text = Array.from({ length: 200_000 }, (_, index) => `word ${index}`).join('\n');
  expect(await files.textOf(offered('a.txt', Buffer.from(text)))).toBe(text);
  expect(await files.textOf(offered('b.txt', Buffer.from('a'.repeat(longestPiece))))).toHaveLength(
    longestPiece,
  );
  expect(
    fromInspectorSchema.safeParse({ kind: 'text', text: 'a'.repeat(longestPiece + 1), isLast: true }).success,
  ).toBe(false);
});

describe('a sealed file', () => {
  const key = randomBytes(32);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-inspect-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const sealed = async (content: Buffer): Promise<SealedContent> => {
    const file = path.join(folder, randomBytes(8).toString('hex'));
    const size = await sealFile(
      (async function* () {
        yield content;
      })(),
      file,
      key,
    );
    return { kind: 'sealed', path: file, key, size };
  };
  const program = Buffer.concat([Buffer.from('MZ'), randomBytes(200_000)]);

  test('is opened by the process itself, and judged as it is', async () => {
    const { files } = inspection(real);
    const zip = makeZip([{ name: 'a.exe', content: program, isStored: true }]);
    const whole = await files.inspect(offered('a.zip', zip));
    expect(await files.inspect(offered('a.zip', await sealed(zip)))).toEqual({ ...whole, sha256: null });
  });

  test.each(['changed', 'gone', 'another key'])('that is not what was sealed is held: %s', async (how) => {
    const { files } = inspection(real);
    const content = await sealed(program);
    if (how === 'changed') writeFileSync(content.path, readFileSync(content.path).subarray(0, -1));
    if (how === 'gone') rmSync(content.path);
    const given = how === 'another key' ? { ...content, key: randomBytes(32) } : content;
    expect(await files.inspect(offered('a.txt', given))).toMatchObject({
      type: 'unknown',
      verdict: { level: 'hold', reasons: [{ code: 'file.not-inspected', params: { cause: 'sealed file' } }] },
    });
    expect((await files.inspect(offered('good.txt'))).verdict.level).toBe('allow');
  });

  test('is told by the process where it says who made it, and no byte of it comes back', async () => {
    const stripping = { stripMetadata: 'pictures-and-documents' };
    const { files } = inspection(real, stripping);
    const rules = { files: rulesWith(stripping).policy.files, now: () => 0 };
    const { whole } = makeJpeg();
    const photo = { ...offered('a.jpg'), content: await sealed(whole) };
    expect(await files.cutsOf(photo)).toEqual(cutsOf(whole, 'a.jpg', rules));
    const core =
      '<cp:coreProperties xmlns:cp="x"><dc:creator>Erika Mustermann</dc:creator></cp:coreProperties>';
    const letter = makePackage({ 'docProps/core.xml': core.repeat(3) });
    expect(await files.cutsOf({ ...offered('a.docx'), content: await sealed(letter) })).toEqual(
      cutsOf(letter, 'a.docx', rules),
    );
    expect(await files.cutsOf({ ...photo, content: await sealed(whole.subarray(0, 200)) })).toBe('form');
    expect(await files.cutsOf({ ...photo, content: { ...photo.content, key: randomBytes(32) } })).toBe(
      'failed',
    );
  });

  test.each([
    ['behind the end of the file', [{ from: 0, to: 200_003, instead: '', fill: null }]],
    ['of nothing', [{ from: 5, to: 5, instead: '', fill: null }]],
    ['backwards', [{ from: 5, to: 4, instead: '', fill: null }]],
    ['before the file', [{ from: -1, to: 4, instead: '', fill: null }]],
    [
      'that overlap',
      [
        { from: 0, to: 9, instead: '', fill: null },
        { from: 8, to: 10, instead: '', fill: null },
      ],
    ],
    ['that put a file in', [{ from: 0, to: 9, instead: '00'.repeat(64_001), fill: null }]],
    ['that fill what is full', [{ from: 0, to: 2, instead: '000000', fill: 0 }]],
    [
      'without number',
      Array.from({ length: 2001 }, (_, at) => ({ from: at, to: at + 1, instead: '', fill: null })),
    ],
  ])('that the process wants cut at places %s is not cut', async (_what, cuts) => {
    const { files } = inspection(misbehaving);
    const content = await sealed(program);
    expect(await files.cutsOf({ ...offered(JSON.stringify(cuts)), content })).toBe('failed');
    const good = JSON.stringify([{ from: 0, to: 200_002, instead: '00', fill: null }]);
    expect(await files.cutsOf({ ...offered(good), content })).toHaveLength(1);
  });

  test('larger than policy allows is held without being opened', async () => {
    const { files } = inspection(real, { maxBytes: 1000 });
    const { verdict } = await files.inspect(offered('a.txt', await sealed(program)));
    expect(verdict).toMatchObject({ level: 'hold', reasons: [{ code: 'file.over-limit' }] });
  });
});

test('a file is judged by the rules of the moment', async () => {
  const bad = Buffer.from('this very file');
  let rules = rulesWith({});
  const files = new InspectFiles({
    start: () => workerChild(real),
    rules: () => rules,
    after: () => () => undefined,
    idleMs: null,
  });
  started.push(files);
  expect((await files.inspect(offered('a.txt', bad))).verdict.level).toBe('allow');
  rules = rulesWith({ blockedHashes: [sha256(bad)] });
  expect((await files.inspect(offered('a.txt', bad))).verdict.level).toBe('block');
});

test('a process that has nothing to do ends after a while, and the next file gets a new one', async () => {
  const timers = new Map<number, () => void>();
  let processes = 0;
  let ended = 0;
  const rules = rulesWith({});
  const files = new InspectFiles({
    start: () => {
      processes += 1;
      const child = workerChild(real);
      child.onExit(() => {
        ended += 1;
      });
      return child;
    },
    rules: () => rules,
    after: (milliseconds, act) => {
      timers.set(milliseconds, act);
      return () => timers.delete(milliseconds);
    },
    idleMs: 1234,
  });
  started.push(files);
  expect(processes).toBe(0);
  await files.inspect(offered('a.txt'));
  await files.inspect(offered('b.txt'));
  expect(processes).toBe(1);
  timers.get(1234)?.();
  await expect.poll(() => ended).toBe(1);
  expect((await files.inspect(offered('c.txt'))).verdict.level).toBe('allow');
  expect(processes).toBe(2);
});

test('when it is closed, nothing is known of the file, and nothing is started any more', async () => {
  const { files } = inspection(misbehaving);
  const hanging = files.inspect(offered('hang'));
  const waiting = files.inspect(offered('good'));
  await new Promise(setImmediate);
  files.close();
  await expect(hanging).rejects.toThrow(InspectionClosed);
  await expect(waiting).rejects.toThrow(InspectionClosed);
});

test('content that cannot be read is an error of whoever offers it, and the next file is inspected', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a');
    throw new Error('disk');
  }
  const { files } = inspection(real);
  await expect(files.inspect(offered('a.txt', broken()))).rejects.toThrow('disk');
  expect((await files.inspect(offered('good.txt'))).verdict.level).toBe('allow');
});
