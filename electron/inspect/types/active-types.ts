import type { ReasonCode } from '../../../shared/model/verdict.ts';
import { type FileKind, kindOf } from '../file-types.ts';
import type { Inspector } from '../inspector.ts';

const codes: Partial<Readonly<Record<FileKind, ReasonCode>>> = {
  program: 'file.program',
  script: 'file.script',
  shortcut: 'file.shortcut',
  installer: 'file.installer',
  'disk-image': 'file.disk-image',
};

/** Types that do something when they are opened, whatever is in them. */
export const activeTypes: Inspector = {
  name: 'type',
  takes: [
    'windows-program',
    'dotnet-program',
    'linux-program',
    'mac-program',
    'java-class',
    'webassembly',
    'dos-program',
    'android-program',
    'flash',
    'java-archive',
    'compiled-script',
    'browser-extension',
    'compiled-help',
    'script',
    'hta',
    'registry-file',
    'shortcut',
    'internet-shortcut',
    'desktop-entry',
    'shell-command',
    'library-file',
    'search-file',
    'remote-desktop',
    'settings-shortcut',
    'installer',
    'disk-image',
    'iso',
  ],
  inspect: (_bytes, { type }) => {
    const code = codes[kindOf(type)] ?? 'file.disk-image';
    return [{ code, level: 'hold', where: '', params: { type } }];
  },
};
