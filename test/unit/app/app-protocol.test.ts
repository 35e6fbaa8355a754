import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, readBundle, respond } from '../../../electron/app/app-protocol.ts';

let outside: string;
let root: string;
let bundle: Bundle;

beforeAll(async () => {
  outside = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-protocol-'));
  root = path.join(outside, 'bundle');
  await mkdir(path.join(root, 'assets'), { recursive: true });
  await mkdir(`${root}-evil`);
  await writeFile(path.join(root, 'index.html'), '<!doctype html>');
  await writeFile(path.join(root, 'assets', 'page.js'), 'export {}');
  await writeFile(path.join(root, 'assets', 'notes.txt'), 'not served');
  await writeFile(path.join(`${root}-evil`, 'x.js'), 'secret');
  await symlink(path.join(`${root}-evil`, 'x.js'), path.join(root, 'assets', 'link.js'));
  await symlink(path.join(root, 'assets', 'page.js'), path.join(root, 'assets', 'inner.js'));
  bundle = readBundle(root);
});
afterAll(() => rm(outside, { recursive: true }));

const get = (url: string) => respond(bundle, { method: 'GET', url });

describe('app://', () => {
  it('serves the bundle with its type, unsniffable', () => {
    const response = get('app://gatehouse/assets/page.js');
    expect(response).toMatchObject({ statusCode: 200, mimeType: 'text/javascript', charset: 'utf-8' });
    expect(response.data.toString()).toBe('export {}');
    expect(response.headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff' });
  });

  it('sends the content security policy with everything, errors included', () => {
    for (const name of ['index.html', 'assets/page.js', 'missing.html']) {
      const policy = get(`app://gatehouse/${name}`).headers['Content-Security-Policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|data:|blob:|\*/);
    }
  });

  it.each(['missing.html', 'assets/notes.txt', 'assets'])('has no %s', (name) => {
    expect(get(`app://gatehouse/${name}`).statusCode).toBe(404);
  });

  it('follows no link, neither out of the bundle nor within', () => {
    expect(get('app://gatehouse/assets/link.js').statusCode).toBe(404);
    expect(get('app://gatehouse/assets/inner.js').statusCode).toBe(404);
  });

  it.each(['POST', 'PUT', 'HEAD', 'OPTIONS'])('refuses %s', (method) => {
    expect(respond(bundle, { method, url: 'app://gatehouse/index.html' }).statusCode).toBe(405);
  });
});
