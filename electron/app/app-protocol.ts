import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Protocol } from 'electron';
import { assetPath } from './asset-path.ts';
import { securityHeaders } from './content-security.ts';
import { appScheme } from './origins.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Must run before `ready`. A standard, secure scheme has a real origin; it gets no privilege beyond that. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** What may be served, by its path below the bundle's folder ("assets/page.js"). */
export type Bundle = ReadonlyMap<
  string,
  { readonly body: Uint8Array<ArrayBuffer>; readonly contentType: string }
>;

/**
 * Reads the whole bundle, once: what is asked for later never touches the disk, so there is no path to escape on, and no file to
 * wait for while main is busy starting. Links are left out, and so are kinds of file the bundle does not consist of.
 */
export function readBundle(root: string): Bundle {
  const bundle = new Map<string, { body: Uint8Array<ArrayBuffer>; contentType: string }>();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    const contentType = contentTypes[path.extname(entry.name)];
    if (!entry.isFile() || contentType === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    bundle.set(path.relative(root, file), { body: new Uint8Array(readFileSync(file)), contentType });
  }
  return bundle;
}

/** Serves the bundle as app://, and nothing else. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, bundle: Bundle): void {
  protocol.handle(appScheme, (request) => respond(bundle, request));
}

export function respond(bundle: Bundle, request: { method: string; url: string }): Response {
  if (request.method !== 'GET') return empty(405);
  const relative = assetPath(request.url);
  const file = relative === null ? undefined : bundle.get(relative);
  if (file === undefined) return empty(404);
  return new Response(file.body, { headers: { ...securityHeaders, 'Content-Type': file.contentType } });
}

function empty(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}
