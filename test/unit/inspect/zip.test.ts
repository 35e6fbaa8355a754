import { describe, expect, test } from 'vitest';
import { openZip } from '../../../electron/inspect/archives/zip-file.ts';
import { Budget, strictLimits } from '../../../electron/inspect/budget.ts';
import { inspecting, told } from './inspecting.ts';
import { type MadeMember, makeZip } from './make-zip.ts';

const budget = () => new Budget(strictLimits, () => 0);
const zipOf = (...members: MadeMember[]) => makeZip(members);
const toldOf = (...members: MadeMember[]) => told(inspecting(zipOf(...members), 'a.zip'));

test('members are read from memory, stored and deflated, with what stands before and behind the archive', () => {
  const zip = zipOf(
    { name: 'a.txt', content: 'deflated' },
    { name: 'folder/', content: '', isStored: true },
    { name: 'ü.txt', content: 'stored', isStored: true },
  );
  const file = openZip(Buffer.concat([Buffer.alloc(7), zip, Buffer.alloc(5)]), budget());
  expect(file.entries.map(({ name, isDirectory }) => [name, isDirectory])).toEqual([
    ['a.txt', false],
    ['folder/', true],
    ['ü.txt', false],
  ]);
  expect(file.entries.map((entry) => Buffer.from(file.read(entry)).toString())).toEqual([
    'deflated',
    '',
    'stored',
  ]);
  expect([file.before, file.behind]).toEqual([7, 5]);
  expect(file.irregularities).toEqual([]);
});

test('an ordinary zip is clean', () => {
  expect(inspecting(zipOf({ name: 'a/b.txt', content: 'hello' }), 'a.zip').verdict.level).toBe('allow');
});

test('an encrypted member is held, and its name is told', () => {
  expect(toldOf({ name: 'secret.txt', content: 'x', flags: 1 })).toEqual(['file.encrypted secret.txt']);
});

test.each(['../../etc/passwd', '/etc/passwd', 'C:\\Windows\\a.dll', 'a\\..\\..\\b.txt', 'a/../../b'])(
  'a name that leads out of its folder is held: %s (CVE-2018-1002201)',
  (name) => {
    expect(toldOf({ name, content: 'x' }).some((line) => line.startsWith('file.climbing-name'))).toBe(true);
  },
);

test('a symbolic link is held', () => {
  expect(toldOf({ name: 'link', content: '/etc', mode: 0o120777 })).toEqual(['file.link-in-archive link']);
});

describe('an archive that readers understand differently is held', () => {
  const what = (bytes: Uint8Array) => openZip(bytes, budget()).irregularities.map((found) => found.what);

  test('a local header with another name', () => {
    expect(what(zipOf({ name: 'a.txt', localName: 'a.exe', content: 'x' }))).toEqual(['other-header']);
  });
  test('two members of one name', () => {
    expect(what(zipOf({ name: 'a', content: 'x' }, { name: 'a', content: 'y' }))).toEqual(['twice']);
  });
  test('a member that the directory does not name', () => {
    const hidden = { name: 'hidden.exe', content: 'x', isHidden: true };
    expect(what(zipOf({ name: 'a', content: 'x' }, hidden, { name: 'b', content: 'y' }))).toEqual([
      'hidden-member',
    ]);
    expect(what(zipOf({ name: 'a', content: 'x' }, hidden))).toEqual(['hidden-member']);
  });
  test('members that share their bytes, as in a bomb without ratio', () => {
    const zip = zipOf({ name: 'aa', content: 'x' }, { name: 'bb', content: 'y' });
    // The second record of the directory points to the first member.
    const second = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    zip.writeUInt32LE(0, second + 42);
    expect(what(zip)).toContain('overlap');
    expect(inspecting(zip, 'a.zip').verdict.level).toBe('hold');
  });
});

describe('a bomb is held and does not fill the memory', () => {
  test('by ratio', () => {
    const bomb = zipOf({ name: 'zeros', content: Buffer.alloc(64 * 1024 * 1024) });
    expect(inspecting(bomb, 'a.zip').verdict.reasons[0]?.params).toMatchObject({ limit: 'ratio' });
  });
  test('by all bytes together', () => {
    const members = Array.from({ length: 5 }, (_, count) => ({
      name: `${count}`,
      content: 'x'.repeat(1000),
    }));
    const judged = inspecting(makeZip(members), 'a.zip', { limits: { bytes: 3000 } });
    expect(judged.verdict.reasons[0]?.params).toMatchObject({ limit: 'bytes' });
  });
  test('by the number of members', () => {
    const members = Array.from({ length: 30 }, (_, count) => ({ name: `${count}`, content: 'x' }));
    const judged = inspecting(makeZip(members), 'a.zip', { limits: { entries: 20 } });
    expect(judged.verdict.reasons[0]?.params).toMatchObject({ limit: 'entries' });
  });
});

test('what claims another size, has another checksum or no directory is held as not inspected', () => {
  const zip = zipOf({ name: 'a', content: 'x' });
  const broken = Buffer.from(zip);
  broken.writeUInt32LE(1, zip.indexOf('PK\x01\x02', 0, 'latin1') + 16);
  for (const bytes of [zipOf({ name: 'a', content: 'x', claimedSize: 9 }), broken, zip.subarray(0, -10)]) {
    expect(inspecting(bytes, 'a.zip').verdict).toMatchObject({
      level: 'hold',
      reasons: [{ code: 'file.not-inspected' }],
    });
  }
});
