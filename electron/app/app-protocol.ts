import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Protocol } from 'electron';
import { assetPath } from './asset-path.ts';
import { securityHeaders } from './content-security.ts';
import { appScheme } from './origins.ts';

const mimeTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Must run before `ready`. A standard, secure scheme has a real origin; it gets no privilege beyond that. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

interface Served {
  readonly data: Buffer;
  /** As Chromium wants it, without parameters. */
  readonly mimeType: string;
}

/** What may be served, by its path below the bundle's folder ("assets/page.js"). */
export type Bundle = ReadonlyMap<string, Served>;

/**
 * Reads the whole bundle, once: what is asked for later never touches the disk, so there is no path to escape on, and no file to
 * wait for while main is busy starting. Links are left out, and so are kinds of file the bundle does not consist of.
 */
export function readBundle(root: string): Bundle {
  const bundle = new Map<string, Served>();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const mimeType = mimeTypes[path.extname(entry.name)];
    if (!entry.isFile() || mimeType === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    bundle.set(path.relative(root, file), { data: readFileSync(file), mimeType });
  }
  return bundle;
}

/**
 * Serves the bundle as app://, and nothing else. Not by protocol.handle: that loads Node's whole fetch for one Response and streams
 * the bytes through main, a tenth of the time until the window is painted.
 */
export function serveApp(
  protocol: Pick<Protocol, 'registerBufferProtocol'>,
  bundle: Bundle,
  instead?: Instead,
): void {
  protocol.registerBufferProtocol(appScheme, (request, answer) => answer(respond(bundle, request, instead)));
}

/** What a file of the bundle is this time; null: what it always is. */
type Instead = (file: string) => string | null;

export function respond(
  bundle: Bundle,
  request: { method: string; url: string },
  instead: Instead = () => null,
) {
  if (request.method !== 'GET') return empty(405);
  const relative = assetPath(request.url);
  const file = relative === null ? undefined : bundle.get(relative);
  if (file === undefined) return empty(404);
  const text = instead(relative ?? '');
  const data = text === null ? file.data : Buffer.from(text);
  return { ...file, data, statusCode: 200, charset: 'utf-8', headers: securityHeaders };
}

function empty(statusCode: number) {
  return {
    data: Buffer.alloc(0),
    mimeType: 'text/plain',
    statusCode,
    charset: 'utf-8',
    headers: securityHeaders,
  };
}
