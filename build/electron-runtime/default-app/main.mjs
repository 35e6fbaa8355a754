// What Electron runs when it is given a folder: the stand-in from the registry lacks the one that Electron ships.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const named = process.argv.slice(1).find((word) => !word.startsWith('-'));
if (!named) throw new Error('name the folder of an application');
const folder = path.resolve(named);
const { main, name, productName, version } = JSON.parse(
  await readFile(path.join(folder, 'package.json'), 'utf8'),
);
app.setName(productName ?? name);
// What Electron's own default application calls, and Electron's types leave out.
const internals = /** @type {Electron.App & Record<'setVersion' | 'setAppPath', (value: string) => void>} */ (
  app
);
internals.setVersion(version);
internals.setAppPath(folder);
await import(pathToFileURL(path.join(folder, main)).href);
