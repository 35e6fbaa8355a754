import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scanWithClamd } from '../../../electron/inspect/host/clamd.ts';
import { InspectFiles } from '../../../electron/inspect/host/inspect-files.ts';
import { workerChild } from '../../../electron/inspect/host/worker-child.ts';
import { allow, type Verdict } from '../../../shared/model/verdict.ts';
import { policySchema } from '../../../shared/policy.ts';
import { type Clamd, startClamd, testSignature } from '../../server/clamd.ts';
import { makeZip } from '../../unit/inspect/make-zip.ts';

let clamd: Clamd;
beforeAll(async () => {
  clamd = await startClamd(['StreamMaxLength 2M', 'MaxFileSize 1M', 'MaxRecursion 3']);
});
afterAll(() => clamd.stop());

const scan = (bytes: Uint8Array) => scanWithClamd(bytes, clamd.socket, 30_000);
const cause = ({ level, reasons }: Verdict) => [level, reasons[0]?.code, reasons[0]?.params['cause']];

describe('a real clamd', () => {
  test('finds what it has a signature of, also in an archive, and names it', async () => {
    const found = {
      level: 'block',
      reasons: [{ code: 'file.malware', params: { signature: 'Gatehouse.Test.Signature.UNOFFICIAL' } }],
    };
    expect(await scan(Buffer.from(`some text and ${testSignature}`))).toMatchObject(found);
    expect(await scan(makeZip([{ name: 'a.txt', content: testSignature }]))).toMatchObject(found);
  });

  test('leaves a clean file alone', async () => {
    expect(await scan(Buffer.from('hello'))).toEqual(allow);
    expect(await scan(Buffer.alloc(0))).toEqual(allow);
  });

  test('has not looked at what is longer than its stream, larger than its files or too deep: held, not clean', async () => {
    let deep = makeZip([{ name: 'a', content: 'x' }]);
    for (let depth = 0; depth < 6; depth += 1) deep = makeZip([{ name: 'a.zip', content: deep }]);
    expect(cause(await scan(Buffer.alloc(3_000_000, 'x')))).toEqual([
      'hold',
      'file.not-inspected',
      'size limit',
    ]);
    for (const bytes of [Buffer.alloc(1_500_000, 'x'), deep]) {
      expect(cause(await scan(bytes))).toEqual(['hold', 'file.not-inspected', 'limit of the scanner']);
    }
  });

  test('has not looked at what is encrypted: held, not clean', async () => {
    const encrypted = makeZip([{ name: 'a', content: 'x'.repeat(100), flags: 1 }]);
    expect(await scan(encrypted)).toMatchObject({ level: 'hold', reasons: [{ code: 'file.encrypted' }] });
  });

  test('is asked about every file when policy names its socket', async () => {
    const rules = {
      policy: policySchema.parse({ files: { clamdSocket: clamd.socket } }),
      account: 'alice@corp.test',
      blocklist: { kind: 'none' },
      blockedHashes: [],
      yaraRules: [],
    } as const;
    const inspection = new InspectFiles({
      start: () =>
        workerChild(new URL('../../../electron/inspect/host/inspector-process.ts', import.meta.url)),
      rules: () => rules,
      idleMs: null,
      after: () => () => undefined,
    });
    const inspect = (content: string) =>
      inspection.inspect({ content: Buffer.from(content), name: 'notes.txt', declaredType: null });
    expect((await inspect('hello')).verdict).toEqual(allow);
    expect((await inspect(testSignature)).verdict).toMatchObject({
      level: 'block',
      reasons: [{ code: 'file.malware' }],
    });
    inspection.close();
  });
});

describe('a scanner that fails is not clean', () => {
  test('that is not there', async () => {
    expect(cause(await scanWithClamd(Buffer.from('x'), '/nonexistent/clamd.sock', 1000))).toEqual([
      'hold',
      'file.not-inspected',
      'ENOENT',
    ]);
  });

  const misbehaving: readonly (readonly [how: string, cause: string, act: (socket: net.Socket) => void])[] = [
    ['says nothing', 'timeout', () => undefined],
    ['hangs up', 'closed', (socket: net.Socket) => void socket.end()],
    ['answers something else', 'error', (socket: net.Socket) => void socket.write('stream: fine\0')],
    ['answers with an error', 'error', (socket: net.Socket) => void socket.write('stream: cannot ERROR\0')],
  ];
  test.each(misbehaving)('that %s', async (_, expected, misbehave) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-scanner-'));
    const file = path.join(folder, 'sock');
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => misbehave(socket));
    });
    await once(server.listen(file), 'listening');
    const verdict = await scanWithClamd(Buffer.from('x'), file, expected === 'timeout' ? 200 : 30_000);
    expect(cause(verdict)).toEqual(['hold', 'file.not-inspected', expected]);
    server.close();
    rmSync(folder, { recursive: true });
  });
});
