// What may be in a package. Read from the archive that is shipped, not from the folder it was made of.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';

const ALLOWED = [
  /^package\.json$/,
  /^assets\/[\w-]+\.(?:png|svg|ico|icns)$/,
  /^dist\/(?:main|preload)\/[^/]+\.c?js$/,
  /^dist\/main\/(?:libarchive|zxing_reader)\.wasm$/,
  /^dist\/(?:renderer|preview)\/(?:[\w-]+\/)*[\w.-]+\.(?:html|js|css|svg|png|woff2|mp3|wav)$/,
  /^node_modules\/(?:keytar|@signalapp\/sqlcipher|node-gyp-build)\/(?:[\w.+-]+\/)*(?:LICENSE(?:\.md)?|package\.json|[@\w.+-]+\.(?:c?js|mjs|node))$/,
];

const NEEDED = [
  'dist/main/main.js',
  'dist/main/first-picture.js',
  'dist/main/inspector-process.js',
  'dist/main/libarchive.wasm',
  'dist/main/zxing_reader.wasm',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/preview/preview/index.html',
];

/** What only development may do, by the words it cannot do without. */
const COMPILED_AWAY = ['GATEHOUSE_POLICY', 'GATEHOUSE_BENCH', 'sourceMappingURL='];

/** @returns what is wrong with the package in that folder, in words; empty when nothing is */
export function contentFaults(unpacked: string): string[] {
  const archive = path.join(unpacked, 'resources/app.asar');
  if (!existsSync(archive)) return ['there is no resources/app.asar'];
  const files = filesOf(archive);
  return [
    ...files
      .filter((file) => !ALLOWED.some((pattern) => pattern.test(file)))
      .map((file) => `${file} has no business there`),
    ...files.filter((file) => /^dist\/.*js$/.test(file)).flatMap((file) => faultsOfCode(archive, file)),
    ...NEEDED.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
    ...['resources/default_app.asar', 'resources/app']
      .filter((place) => existsSync(path.join(unpacked, place)))
      .map((place) => `${place} is a second application`),
    ...['LICENSE', 'NOTICE', 'LICENSE.electron.txt', 'LICENSES.chromium.html', 'version']
      .filter((file) => !existsSync(path.join(unpacked, file)))
      .map((file) => `${file} is missing`),
  ];
}

function filesOf(archive: string): string[] {
  const entries = listPackage(archive, { isPack: false }).map((entry) =>
    entry.replaceAll('\\', '/').slice(1),
  );
  return entries.filter((entry) => !entries.some((other) => other.startsWith(`${entry}/`)));
}

function faultsOfCode(archive: string, file: string): string[] {
  const code = extractFile(archive, file).toString('utf8');
  return COMPILED_AWAY.filter((words) => code.includes(words)).map((words) => `${file} still says ${words}`);
}
