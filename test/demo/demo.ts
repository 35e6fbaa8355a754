// npm run demo: a company on this machine, and Gatehouse signed in to it. With --check the same without anybody watching:
// every step is done and observed, pictures are left in out/demo, and the last line is one JSON object.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { check } from './check.ts';
import { play } from './play.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const display = process.env['DISPLAY'] ?? '';

const built = spawnSync('node', ['build/build.ts'], { cwd: root, stdio: ['ignore', 2, 'inherit'] });
if (built.status !== 0) process.exit(built.status ?? 1);

try {
  if (!values.check && display !== '') await play(display);
  else await checkAndTell();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}

async function checkAndTell(): Promise<void> {
  const pictures = path.join(root, 'out/demo');
  if (!values.check)
    console.error('There is no display here, so the demo runs by itself and takes pictures.');
  const observed = await check(pictures);
  console.error(`The pictures are in ${pictures}`);
  console.log(JSON.stringify(observed));
  const isGood = observed.signedIn && observed.linkBlocked && observed.reportDelivered;
  if (!isGood) process.exitCode = 1;
}
