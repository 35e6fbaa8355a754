import { expect, test } from 'vitest';
import { inspecting, told } from './inspecting.ts';
import { smallGif } from './make-pictures.ts';

const beginning = Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex');

function embedded(content: Buffer, claimed = content.byteLength): Buffer {
  const header = Buffer.alloc(36);
  header.write('e716e3bd65261145a4c48d4d0b7a9eac', 'hex');
  header.writeBigUInt64LE(BigInt(claimed), 16);
  return Buffer.concat([header, content, Buffer.alloc(16)]);
}

const notebook = (...files: Buffer[]) => Buffer.concat([beginning, Buffer.alloc(100, 1), ...files]);

test('a notebook with pictures alone is clean', () => {
  expect(inspecting(notebook(embedded(smallGif)), 'a.one').verdict.level).toBe('allow');
});

test('a file in a notebook is held and inspected, also one that is a text and may run', () => {
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(70)]);
  const judged = inspecting(
    notebook(embedded(smallGif), embedded(program), embedded(Buffer.from('WScript.Echo 1'))),
    'a.one',
  );
  expect(judged.verdict.level).toBe('hold');
  expect(told(judged)).toEqual(['document.embedded-file', 'file.program file 2', 'document.embedded-file']);
});

test('a notebook whose file claims to be longer than the notebook is held', () => {
  expect(inspecting(notebook(embedded(smallGif, 10_000)), 'a.one').verdict.level).toBe('hold');
});
