// Builds Gatehouse and starts it on this desktop: node build/start.ts [arguments for Gatehouse…]

import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
const isWithoutDisplay =
  process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
if (process.getuid?.() === 0)
  stop('Gatehouse does not run as root. `npm run demo` shows it with an account of its own.');
if (isWithoutDisplay) stop('There is no display here. `npm run demo` makes one and takes pictures.');
if (!dist) stop('Electron is not prepared: use npm start.');

const built = spawnSync(process.execPath, [path.join(root, 'build/build.ts')], {
  cwd: root,
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);
const gatehouse = spawn(programIn(dist), [root, ...process.argv.slice(2)], { stdio: 'inherit' });
gatehouse.on('exit', (code) => process.exit(code ?? 1));

function programIn(folder: string): string {
  if (process.platform === 'darwin') return path.join(folder, 'Electron.app/Contents/MacOS/Electron');
  return path.join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

function stop(why: string): never {
  console.error(why);
  process.exit(3);
}
