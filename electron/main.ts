import path from 'node:path';
import { refusedExitCode, refusedSwitch } from './app/refuse-debugging.ts';
import { Shell } from './app/shell.ts';

const root = path.dirname(path.dirname(import.meta.dirname));
const refused = __HARDENED__ ? refusedSwitch(process.argv, process.platform) : null;
// Not awaited here: Electron is not ready before this module has run to its end.
if (refused === null) void start();
else {
  process.stderr.write(`gatehouse: does not start with ${refused}\n`);
  process.exit(refusedExitCode);
}

async function start(): Promise<void> {
  const shell = Shell.raise({
    built: path.join(root, 'dist'),
    assets: path.join(root, 'assets'),
    log: ({ call, what }) => process.stderr.write(`gatehouse: ${call}: ${what}\n`),
    onWake: () => undefined,
  });
  if (shell === null) return;
  await shell.open();
  await shell.surroundings();
}
