import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { isExercise } from '../../../electron/report/exercise.ts';
import { exerciseMarkIn } from '../../../electron/wire/exercise-mark.ts';
import { policySchema } from '../../../shared/policy.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

function command(text: string, ...more: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-exercise-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const key = path.join(folder, 'key.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const expires = new Date(Date.now() + 86_400_000).toISOString();
  const args = [
    'report',
    'exercise',
    '--key',
    key,
    '--to',
    'anna@corp.test',
    '--from',
    'it@train.test',
    '--expires',
    expires,
  ];
  return runCommand([...args, ...more], {
    readFile: async () => Buffer.from(text),
    readInput: async () => text,
  });
}

test('prints a message that is recognised by the middle line of its public key', async () => {
  const { exitCode, out } = await command('Log in <here> & "now":\r\nhttps://c0rp.test/ü\n', '--id', 'e1');
  expect(exitCode).toBe(0);
  const mark = exerciseMarkIn(out.trim());
  if (mark === null) throw new Error('no mark');
  const body = 'Log in <here> & "now":\nhttps://c0rp.test/ü';
  const [, line = ''] = publicKey.export({ type: 'spki', format: 'pem' }).toString().split('\n');
  expect(policySchema.parse({ report: { simulationMarkerKey: line } }).report.simulationMarkerKey).toBe(line);
  const message = { to: 'anna@corp.test', from: 'it@train.test', id: 'e1', body };
  expect(isExercise(message, mark, Date.now(), line)).toBe(true);
});

test.each([
  ['no text', ''],
  ['a text that no message can carry', 'a\u0001b'],
])('refuses %s, and says so', async (_name, text) => {
  expect(await command(text)).toMatchObject({ exitCode: 3, out: '' });
});

test('says how it is used', async () => {
  expect(await command('x', '--to', 'nobody at all')).toMatchObject({ exitCode: 2 });
});
