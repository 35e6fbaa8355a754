import { appendFile } from 'node:fs/promises';
import type { RunProgram } from '../policy/run-program.ts';

/** Tells the system that a file came from somebody else. False: this disk or this system has no place for it. */
export type MarkOfTheWeb = (file: string, url: string) => Promise<boolean>;

/** What each system has: Windows asks before it starts such a file, macOS lets Gatekeeper look, Linux remembers where it is from. */
export function markOfTheWeb(
  platform: NodeJS.Platform,
  { run, now }: { readonly run: RunProgram; readonly now: () => number },
): MarkOfTheWeb {
  if (platform === 'win32') return zoneIdentifier;
  if (platform === 'darwin') return quarantineAttribute(run, now);
  return originAttribute(run);
}

/** An NTFS stream of the file, which goes with it when it is renamed ([MS-FSCC] section 5.6.1); zone 3 is the internet. */
const zoneIdentifier: MarkOfTheWeb = async (file, url) => {
  try {
    await appendFile(`${file}:Zone.Identifier`, `[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=${url}\r\n`);
    return true;
  } catch (error) {
    // FAT has no streams.
    if (error instanceof Error && 'syscall' in error) return false;
    throw error;
  }
};

/** 0081: downloaded, and nobody has agreed to it yet. */
function quarantineAttribute(run: RunProgram, now: () => number): MarkOfTheWeb {
  return async (file) => {
    const seconds = Math.floor(now() / 1000).toString(16);
    const value = `0081;${seconds};Gatehouse;`;
    const { code } = await run('/usr/bin/xattr', ['-w', 'com.apple.quarantine', value, file], null);
    return code === 0;
  };
}

/** freedesktop.org, Common extended attributes. Node writes none; one of these programs is on every desktop. */
function originAttribute(run: RunProgram): MarkOfTheWeb {
  return async (file, url) => {
    const gio = await run('/usr/bin/gio', ['set', '-t', 'string', file, 'xattr::xdg.origin.url', url], null);
    if (gio.code === 0) return true;
    const attr = await run('/usr/bin/setfattr', ['-n', 'user.xdg.origin.url', '-v', url, file], null);
    return attr.code === 0;
  };
}
