import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';

// Checklist items 7 and 18.

let gatehouse: LaunchedGatehouse;
beforeAll(async () => {
  gatehouse = await launchGatehouse({ policy: {} });
  await gatehouse.page.waitForLoadState();
});
afterAll(() => gatehouse.stop());

function fetchFromMain(url: string, method = 'GET') {
  return gatehouse.app.evaluate(
    async ({ session }, asked) => {
      const response = await session.fromPartition('pages').fetch(asked.url, { method: asked.method });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
    },
    { url, method },
  );
}

test.each(['app://gatehouse/index.html', 'app://confirm/confirm/index.html', 'app://gatehouse/missing.js'])(
  'the policy comes with %s as a header',
  async (url) => {
    const { headers } = await fetchFromMain(url);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy).not.toMatch(/unsafe|http|data:|blob:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  },
);

/** Runs after the debugger has let go of the page: what it evaluates itself, the policy does not see. */
function later(statement: string): Promise<unknown> {
  return gatehouse.page.evaluate(`new Promise((resolve) => setTimeout(async () => {
    try { resolve(['done', await (async () => { ${statement} })()]); } catch (error) { resolve(['refused', error.name]); }
  }))`);
}

describe('the page refuses', () => {
  test.each([
    ['eval', 'return eval("1 + 1")', 'EvalError'],
    ['new Function', 'return new Function("return 2")()', 'EvalError'],
    ['markup from a string', 'document.body.innerHTML = "<img src=x onerror=alert(1)>"', 'TypeError'],
    ['markup through outerHTML', 'document.body.outerHTML = "<p>x</p>"', 'TypeError'],
    [
      'markup through insertAdjacentHTML',
      'document.body.insertAdjacentHTML("beforeend", "<p>x</p>")',
      'TypeError',
    ],
    ['document.write', 'document.write("<p>x</p>")', 'TypeError'],
    ['markup through DOMParser', 'new DOMParser().parseFromString("<p>x</p>", "text/html")', 'TypeError'],
    ['a trusted type of its own', 'trustedTypes.createPolicy("p", { createHTML: (s) => s })', 'TypeError'],
    ['a script from an address in a string', 'document.createElement("script").src = "x.js"', 'TypeError'],
    ['an object', 'document.createElement("object").data = location.href', 'TypeError'],
    ['an embedded page', 'document.createElement("embed").src = location.href', 'TypeError'],
    ['a worker', 'new Worker(location.href)', 'TypeError'],
    ['a service worker', 'await navigator.serviceWorker.register("x.js")', 'TypeError'],
    [
      'WebAssembly',
      'await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
      'CompileError',
    ],
  ])('%s', async (_what, statement, error) => {
    expect(await later(statement)).toEqual(['refused', error]);
  });

  test.each([
    [
      'an inline script',
      'const e = document.createElement("script"); e.text = "window.ran = 1"; document.head.append(e);',
    ],
    [
      'an inline handler',
      'const e = document.createElement("img"); e.setAttribute("onerror", "window.ran = 1"); document.body.append(e); e.dispatchEvent(new Event("error"));',
    ],
    ['a timer of text', 'setTimeout("window.ran = 1"); await new Promise((r) => setTimeout(r));'],
    [
      'a javascript: link',
      'const e = document.createElement("a"); e.href = "javascript:window.ran = 1"; document.body.append(e); const seen = new Promise((r) => document.addEventListener("securitypolicyviolation", r, { once: true })); e.click(); await seen;',
    ],
  ])('to run %s', async (_what, statement) => {
    await later(statement);
    expect(await gatehouse.page.evaluate('window.ran')).toBeUndefined();
  });

  test('inline style', async () => {
    const seen = await later(`
      const style = document.createElement('style');
      style.textContent = 'html { outline: 7px solid rgb(1, 2, 3) }';
      document.head.append(style);
      document.documentElement.setAttribute('style', 'outline: 7px solid');
      return getComputedStyle(document.documentElement).outlineWidth;
    `);
    expect(seen).toEqual(['done', '0px']);
  });

  test.each(['data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'blob', 'https://example.com/x.png'])(
    'the picture %s',
    async (source) => {
      const outcome = await later(`
        const url = ${JSON.stringify(source)} === 'blob' ? URL.createObjectURL(new Blob(['x'])) : ${JSON.stringify(source)};
        return new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
          new Image().src = url;
        });
      `);
      expect(outcome).toEqual(['done', 'img-src']);
    },
  );

  test.each([
    ['iframe', 'src', 'app://gatehouse/index.html'],
    ['iframe', 'src', 'https://example.com/'],
  ])('to frame: %s %s=%s', async (name, attribute, url) => {
    const outcome = await later(`
      return new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
        const e = document.createElement('${name}');
        e['${attribute}'] = '${url}';
        document.body.append(e);
      });
    `);
    expect(outcome).toEqual(['done', 'frame-src']);
  });

  test('a form', async () => {
    const outcome = await later(`
      return new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
        const form = document.createElement('form');
        form.action = 'https://example.com/';
        document.body.append(form);
        form.submit();
      });
    `);
    expect(outcome).toEqual(['done', 'form-action']);
  });

  test('a base address', async () => {
    expect(
      await later(`
        const base = document.createElement('base');
        base.href = 'https://example.com/';
        document.head.append(base);
        return document.baseURI;
      `),
    ).toEqual(['done', 'app://gatehouse/index.html']);
  });
});

describe('app:// has no', () => {
  test.each([
    'app://gatehouse/../main/main.js',
    'app://gatehouse/%2e%2e/main/main.js',
    'app://gatehouse/assets/%2e%2e/%2e%2e/main/main.js',
    'app://gatehouse/..%2fmain%2fmain.js',
    'app://gatehouse/..%5cmain%5cmain.js',
    'app://gatehouse/..\\main\\main.js',
    'app://gatehouse//etc/passwd',
    'app://gatehouse/etc/passwd',
    'app://gatehouse/index.html%00.js',
    'app://gatehouse/index.html::$DATA',
    'app://gatehouse/index.html.',
    'app://gatehouse/preload/preload.cjs',
    'app://gatehouse/confirm/index.html',
    'app://confirm/index.html',
    'app://elsewhere/index.html',
  ])('%s', async (url) => {
    const { status, text } = await fetchFromMain(url);
    expect({ status, text }).toEqual({ status: 404, text: '' });
  });

  test('other method than GET', async () => {
    expect((await fetchFromMain('app://gatehouse/index.html', 'POST')).status).toBe(405);
  });
});
