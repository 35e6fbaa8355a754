import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../../electron/app/asset-path.ts';

describe('a path of app://', () => {
  it.each([
    ['app://gatehouse/index.html', 'index.html'],
    ['app://gatehouse/assets/index-B3x_9-.js', 'assets/index-B3x_9-.js'],
    ['app://confirm/confirm/index.html', 'confirm/index.html'],
    ['app://confirm/assets/confirm-1.css', 'assets/confirm-1.css'],
    ['app://preview/preview/index.html', 'preview/index.html'],
    ['app://gatehouse/index.html?x=1#y', 'index.html'],
  ])('leads into the bundle: %s', (url, expected) => {
    expect(assetPath(url)).toBe(path.normalize(expected));
  });

  it.each([
    ['a parent', 'app://gatehouse/../main/main.js'],
    ['an encoded parent', 'app://gatehouse/%2e%2e/main/main.js'],
    ['a doubly encoded parent', 'app://gatehouse/%252e%252e/main/main.js'],
    ['an encoded slash', 'app://gatehouse/assets%2f..%2f..%2fmain%2fmain.js'],
    ['a backslash', 'app://gatehouse/..\\main\\main.js'],
    ['an encoded backslash', 'app://gatehouse/..%5cmain%5cmain.js'],
    ['a NUL', 'app://gatehouse/index.html%00.png'],
    ['an alternate data stream', 'app://gatehouse/index.html::$DATA'],
    ['an encoded stream', 'app://gatehouse/index.html%3a%3a%24DATA'],
    ['a UNC path', 'app://gatehouse//server/share/x.js'],
    ['a drive', 'app://gatehouse/C:/Windows/win.ini'],
    ['a trailing dot', 'app://gatehouse/index.html.'],
    ['a trailing space', 'app://gatehouse/index.html%20'],
    ['a hidden file', 'app://gatehouse/.env'],
    ['a look-alike dot', 'app://gatehouse/%E2%80%A4%E2%80%A4/main.js'],
    ['a full-width slash', 'app://gatehouse/assets%EF%BC%8Fx.js'],
    ['a folder', 'app://gatehouse/assets/'],
    ['the top', 'app://gatehouse/'],
    ['a folder that is not served', 'app://gatehouse/other/x.js'],
    ['the confirmation from the page', 'app://gatehouse/confirm/index.html'],
    ['the preview from the page', 'app://gatehouse/preview/index.html'],
    ['the page from the confirmation', 'app://confirm/index.html'],
    ['another host', 'app://elsewhere/index.html'],
    ['a host from the prototype', 'app://constructor/index.html'],
    ['a port', 'app://gatehouse:80/index.html'],
    ['a user', 'app://u@gatehouse/index.html'],
    ['another scheme', 'file:///index.html'],
    ['no URL', 'index.html'],
  ])('leads nowhere with %s', (_what, url) => {
    expect(assetPath(url)).toBeNull();
  });
});
