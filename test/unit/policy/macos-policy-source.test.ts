import { chmodSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadPolicy } from '../../../electron/policy/load-policy.ts';
import { MacosPolicySource } from '../../../electron/policy/macos-policy-source.ts';
import { type RunProgram, runProgram } from '../../../electron/policy/run-program.ts';
import { owner, PolicyFolder } from './policy-folder.ts';

const plist = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>company</key><dict><key>name</key><string>Corp</string>
<key>domains</key><array><string>corp.test</string></array></dict></dict></plist>
`;

/** As plutil prints it: on one line, in UTF-8, slashes escaped. */
const json = '{"company":{"name":"Corp","domains":["corp.test"]}}';

function computer(result: { code: number; out: string }) {
  const folder = new PolicyFolder();
  const runs: string[] = [];
  const run: RunProgram = async (program, args, input) => {
    runs.push([program, ...args].join(' '));
    if (input === null || !Buffer.from(input).includes('<plist')) throw new Error('plutil got no plist');
    return { code: result.code, out: Buffer.from(result.out) };
  };
  const file = path.join(folder.path, 'org.gatehouse.Gatehouse.plist');
  return { folder, file, runs, source: new MacosPolicySource({ run, file, owner }) };
}

test('what device management set is the policy, converted from the bytes that were checked', async () => {
  const { folder, source, runs } = computer({ code: 0, out: json });
  expect((await loadPolicy(source)).origin).toMatchObject({ source: 'default', problems: [] });
  folder.write('org.gatehouse.Gatehouse.plist', plist);
  const { policy, origin } = await loadPolicy(source);
  expect(policy.company).toEqual({ name: 'Corp', domains: ['corp.test'] });
  expect(origin).toMatchObject({ source: 'machine', problems: [] });
  expect(runs).toEqual(['/usr/bin/plutil -convert json -o - -']);
});

test('preferences that others may write are not even converted', async () => {
  const { folder, file, source, runs } = computer({ code: 0, out: json });
  chmodSync(folder.write(path.basename(file), plist), 0o666);
  expect((await loadPolicy(source)).origin.problems).toEqual([
    { code: 'writable-by-others', file, place: '' },
  ]);
  expect(runs).toEqual([]);
});

test('preferences that are no JSON are refused', async () => {
  const { folder, file, source } = computer({ code: 1, out: '' });
  folder.write(path.basename(file), plist);
  expect((await loadPolicy(source)).origin.problems).toEqual([{ code: 'not-json', file, place: '' }]);
});

test('a program of the system is given its input and answers with its output and its end', async () => {
  expect(await runProgram('/bin/cat', ['-'], Buffer.from('in and out'))).toEqual({
    code: 0,
    out: Buffer.from('in and out'),
  });
  expect((await runProgram('/bin/false', [], Buffer.alloc(1_000_000))).code).toBe(1);
  expect((await runProgram('/nowhere/reg.exe', [], null)).code).toBeNull();
  expect((await runProgram('/usr/bin/yes', [], null)).code).toBeNull();
});
