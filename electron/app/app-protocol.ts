import { readFile, realpath } from 'node:fs/promises';
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

/** Serves the bundle in `root` as app://; nothing outside of it, and only the kinds of file it consists of. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(appScheme, (request) => respond(root, request));
}

export async function respond(root: string, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== 'GET') return empty(405);
  const relative = assetPath(request.url);
  const contentType = relative === null ? undefined : contentTypes[path.extname(relative)];
  if (relative === null || contentType === undefined) return empty(404);
  const body = await contained(root, relative);
  if (body === null) return empty(404);
  return new Response(body, { headers: { ...securityHeaders, 'Content-Type': contentType } });
}

/** The file's bytes; null when there is none or when a link leads out of the bundle. */
async function contained(root: string, relative: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const [folder, file] = await Promise.all([realpath(root), realpath(path.join(root, relative))]);
    if (!file.startsWith(folder + path.sep)) return null;
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
}

function empty(status: number): Response {
  return new Response(null, { status, headers: securityHeaders });
}
