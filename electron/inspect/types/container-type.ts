import { openZip } from '../archives/zip-file.ts';
import { Budget, strictLimits } from '../budget.ts';
import type { FileType } from '../file-types.ts';

/** What a zip is, by the members that its kind has to have. */
export function zipType(bytes: Uint8Array): FileType {
  const names = memberNames(bytes);
  if (names.has('AndroidManifest.xml')) return 'android-program';
  if (names.has('META-INF/MANIFEST.MF')) return 'java-archive';
  if (names.has('AppxManifest.xml') || names.has('AppxMetadata/AppxBundleManifest.xml')) return 'installer';
  if (names.has('extension.vsixmanifest') || names.has('install.rdf')) return 'browser-extension';
  if (names.has('[Content_Types].xml')) return 'ooxml';
  if (names.has('mimetype') && names.has('META-INF/manifest.xml')) return 'odf';
  return 'zip';
}

function memberNames(bytes: Uint8Array): ReadonlySet<string> {
  try {
    const { entries } = openZip(bytes, new Budget(strictLimits, () => 0));
    return new Set(entries.map(({ name }) => name));
  } catch {
    // Whoever inspects the zip finds it unreadable and says so.
    return new Set();
  }
}

const installers = ['84100c00', '86100c00', '82100c00'];

/** What an OLE compound file is, by the class of its root ([MS-CFB] 2.6.1): installers, patches and transforms of Windows run. */
export function oleType(bytes: Uint8Array): FileType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 512) return 'ole';
  const sector = 1 << Math.min(view.getUint16(30, true), 16);
  const root = (view.getUint32(48, true) + 1) * sector;
  if (root + 128 > view.byteLength) return 'ole';
  const classId = Buffer.from(bytes.subarray(root + 80, root + 96)).toString('hex');
  const isInstaller = installers.some((id) => classId === `${id}00000000c000000000000046`);
  return isInstaller ? 'installer' : 'ole';
}
