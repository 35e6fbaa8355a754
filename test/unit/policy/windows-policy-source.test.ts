import { describe, expect, it } from 'vitest';
import { loadPolicy } from '../../../electron/policy/load-policy.ts';
import type { RunProgram } from '../../../electron/policy/run-program.ts';
import { WindowsPolicySource } from '../../../electron/policy/windows-policy-source.ts';
import { listsKey, readRegistryOutput } from '../../../electron/policy/windows-registry.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';

const head = '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Gatehouse\r\n';
const company = '{"company":{"name":"Corp","domains":["corp.test"]}}';

/** As reg.exe of Windows 10 and 11 prints it. */
const printed = (kind: string, value: string) =>
  Buffer.from(`${head}    Policy    ${kind}    ${value}\r\n\r\n`, 'latin1');

function said(output: Uint8Array): string {
  const read = readRegistryOutput(output, 'Policy');
  return read.ok ? Buffer.from(read.bytes).toString() : read.code;
}

describe('what reg.exe prints', () => {
  it('is the text of a string, lines and all', () => {
    expect(said(printed('REG_SZ', company))).toBe(company);
    expect(said(printed('REG_SZ', '{\r\n  "partners": []\r\n}'))).toBe('{\r\n  "partners": []\r\n}');
    expect(said(printed('REG_SZ', ''))).toBe('');
  });

  it('is the lines of a multi-string, also with zeros in paths', () => {
    expect(said(printed('REG_MULTI_SZ', '{\\0"partners": []\\0}'))).toBe('{\n"partners": []\n}');
    const paths = '{"caFile": "C:\\\\0\\\\00.pem"}';
    expect(said(printed('REG_MULTI_SZ', paths))).toBe(paths);
  });

  it('is the bytes of a binary value, in any language', () => {
    const text = '{"protectedNames":["Bürgerbüro 東京"]}';
    expect(said(printed('REG_BINARY', Buffer.from(text).toString('hex').toUpperCase()))).toBe(text);
  });

  it.each([
    ['what the console’s code page may have changed', printed('REG_SZ', '{"a":"B\x81ro"}'), 'not-ascii'],
    [
      'what the user’s environment would be put into',
      printed('REG_EXPAND_SZ', '{"a":"%USERNAME%"}'),
      'unreadable',
    ],
    ['a number', printed('REG_DWORD', '0x1'), 'unreadable'],
    ['half a byte', printed('REG_BINARY', '7B7'), 'unreadable'],
    ['another value', Buffer.from(`${head}    Policy2    REG_SZ    {}\r\n\r\n`), 'unreadable'],
    ['nothing', Buffer.from(''), 'unreadable'],
  ])('is not taken: %s', (_what, output, code) => {
    expect(said(output)).toBe(code);
  });

  it('tells whether there is such a key', () => {
    const listed = Buffer.from(
      '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Adobe\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\r\n',
    );
    expect(listsKey(listed, 'HKEY_LOCAL_MACHINE\\Software\\Policies\\adobe')).toBe(true);
    expect(listsKey(listed, 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Gatehouse')).toBe(false);
  });
});

describe('the registry as a source', () => {
  const asked: string[] = [];
  const source = (
    value: { code: number | null; out?: Uint8Array },
    parent: { code: number; out: string } = {
      code: 0,
      out: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Adobe\r\n',
    },
    systemRoot = 'C:\\Windows',
  ) => {
    const run: RunProgram = async (program, args) => {
      asked.push([program, ...args].join(' '));
      return args.includes('/v')
        ? { code: value.code, out: value.out ?? new Uint8Array() }
        : { code: parent.code, out: Buffer.from(parent.out) };
    };
    return new WindowsPolicySource({ run, systemRoot, now: () => 0 });
  };
  const outcome = async (made: WindowsPolicySource) => {
    const { policy, origin } = await loadPolicy(made);
    const codes = origin.problems.map(({ code }) => code);
    return [policy.company?.name ?? (policy === strictDefaultPolicy ? 'strict' : '?'), ...codes];
  };

  it('is asked by its absolute path, in one view for all programs', async () => {
    asked.length = 0;
    expect(await outcome(source({ code: 0, out: printed('REG_SZ', company) }))).toEqual(['Corp']);
    expect(asked).toEqual([
      'C:\\Windows\\System32\\reg.exe query HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Gatehouse /v Policy /reg:64',
    ]);
  });

  it('has none where there is no key, and says so where it cannot be read', async () => {
    expect(await outcome(source({ code: 1 }))).toEqual(['strict']);
    const locked = { code: 0, out: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Gatehouse\r\n' };
    expect(await outcome(source({ code: 1 }, locked))).toEqual(['strict', 'unreadable']);
    expect(await outcome(source({ code: 1 }, { code: 1, out: '' }))).toEqual(['strict', 'unreadable']);
    expect(await outcome(source({ code: null }))).toEqual(['strict', 'unreadable']);
  });

  it.each(['', 'Windows', '\\\\evil.example\\share', 'C:\\Win"dows'])('is not asked by %j', async (root) => {
    asked.length = 0;
    expect(await outcome(source({ code: 0 }, undefined, root))).toEqual(['strict', 'unreadable']);
    expect(asked).toEqual([]);
  });

  it('refuses what is malformed or oversized', async () => {
    expect(await outcome(source({ code: 0, out: printed('REG_SZ', '{') }))).toEqual(['strict', 'not-json']);
    const large = printed('REG_SZ', `{"x":"${'x'.repeat(1024 * 1024)}"}`);
    expect(await outcome(source({ code: 0, out: large }))).toEqual(['strict', 'too-large']);
  });

  it.each([
    'C:\\Users\\anna\\ca.pem',
    'C:\\ProgramData\\ca.pem',
    'C:\\Program Files\\..\\Users\\anna\\ca.pem',
    'C:\\Program Files',
    'D:\\Program Files\\ca.pem',
    '\\\\server\\share\\ca.pem',
    'C:\\Program Files\\Corp\\ca.pem:stream',
    'C:\\Program Files evil\\ca.pem',
  ])('believes no file where users may write: %s', async (file) => {
    expect(await source({ code: 0 }).read(file, 10)).toEqual({
      outcome: 'refused',
      code: 'writable-by-others',
    });
  });

  it('looks for a file in Program Files, however it is written', async () => {
    const made = source({ code: 0 });
    // There is none on the computer of this test, and it is looked for.
    for (const file of ['c:\\program files\\Corp\\ca.pem', 'C:/Program Files (x86)/Corp/ca.pem'])
      expect(await made.read(file, 10)).toEqual({ outcome: 'absent' });
  });
});
