import path from 'node:path';

/** What each host of the scheme may serve: the folders below the bundle, and files at its top. */
const served: Readonly<Record<string, readonly string[]>> = {
  gatehouse: ['', 'assets'],
  confirm: ['confirm', 'assets'],
  preview: ['preview', 'assets'],
};

// What vite writes and nothing else. Everything a path attack needs lies outside of it: no leading or trailing dot, no
// backslash, colon (alternate data streams), NUL, percent sign or space, and no empty segment (UNC).
const segmentShape = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/;
const mostSegments = 3;

/** Where below the bundle's folder the file of an app:// URL lies, by its name alone; null when no such file can exist. */
export function assetPath(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== 'app:' || parsed.port !== '' || parsed.username !== '')
    return null;
  const folders = Object.hasOwn(served, parsed.hostname) ? served[parsed.hostname] : undefined;
  const segments = parsed.pathname.split('/').slice(1);
  if (folders === undefined || segments.length > mostSegments) return null;
  if (!segments.every((segment) => segmentShape.test(segment))) return null;
  const folder = segments.slice(0, -1).join('/');
  return folders.includes(folder) ? path.join(...segments) : null;
}
