import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runVisibly } from '../../../build/bootstrap/command.mjs';
import { ensureNodeModules, whyStale } from '../../../build/bootstrap/node-modules.mjs';

const locked = {
  '': { name: 'gatehouse' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-bootstrap-'));
  write('package-lock.json', { packages: locked });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), JSON.stringify(content));
}

function install(packages: object): void {
  write('node_modules/.package-lock.json', { packages });
  write(`node_modules/node/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`, {});
}

/** Stands for npm: notes what it is asked and answers with `code`. */
function npm(code: number): { asked: string[][]; run: typeof runVisibly } {
  const asked: string[][] = [];
  return {
    asked,
    run: async (program, args) => {
      asked.push([program, ...args]);
      return { code, stdout: '' };
    },
  };
}

describe('stale means that npm left something else than package-lock.json asks for', () => {
  test('fresh: every package at its locked version', () => {
    install(locked);
    expect(whyStale(root)).toBeUndefined();
  });

  test('fresh: an optional package of another system is left out', () => {
    const { 'node_modules/b': _, ...rest } = locked;
    install(rest);
    expect(whyStale(root)).toBeUndefined();
  });

  test('stale: nothing there, or an installation that was interrupted', () => {
    expect(whyStale(root)).toBe('missing');
    mkdirSync(path.join(root, 'node_modules/a'), { recursive: true });
    expect(whyStale(root)).toBe('missing');
  });

  test('stale: a package at another version', () => {
    install({ ...locked, 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } });
    expect(whyStale(root)).toBe('a is not the locked version');
  });

  test('stale: the same version with another content', () => {
    install({ ...locked, 'node_modules/b': { version: '2.0.0', integrity: 'sha512-other' } });
    expect(whyStale(root)).toBe('b is not the locked version');
  });

  test('stale: its own Node is missing', () => {
    write('node_modules/.package-lock.json', { packages: locked });
    expect(whyStale(root)).toBe('its Node is missing');
  });
});

test('what is fresh is not installed again', async () => {
  install(locked);
  const { asked, run } = npm(0);
  expect(await ensureNodeModules({ root, run })).toBe(true);
  expect(asked).toEqual([]);
});

test('no install script runs but the one that brings Node', async () => {
  const { asked, run } = npm(0);
  expect(await ensureNodeModules({ root, run })).toBe(true);
  expect(asked.map((words) => words.slice(0, 3))).toEqual([
    ['npm', 'ci', '--ignore-scripts'],
    ['npm', 'rebuild', 'node'],
  ]);
});

test('a failed installation is not built upon', async () => {
  const { asked, run } = npm(1);
  expect(await ensureNodeModules({ root, run })).toBe(false);
  expect(asked).toHaveLength(1);
});

test('node_modules of another checkout are not replaced', async () => {
  mkdirSync(path.join(root, 'elsewhere'));
  symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'node_modules'));
  const { asked, run } = npm(0);
  expect(await ensureNodeModules({ root, run })).toBe(true);
  expect(asked).toEqual([]);
});

test('a registry that accepts and then says nothing is given up', async () => {
  write('package.json', { name: 'gatehouse', dependencies: { 'gatehouse-nothing': '1.0.0' } });
  write('package-lock.json', {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { 'gatehouse-nothing': '1.0.0' } },
      'node_modules/gatehouse-nothing': { version: '1.0.0', integrity: 'sha512-AA==' },
    },
  });
  const silent = createServer();
  const port = await new Promise<number>((resolve) => {
    silent.listen(0, '127.0.0.1', () => {
      const address = silent.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });
  let connections = 0;
  silent.on('connection', (socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
  });
  const run: typeof runVisibly = (program, args, options = {}) =>
    runVisibly(program, args, {
      ...options,
      env: {
        ...options.env,
        npm_config_registry: `http://127.0.0.1:${port}/`,
        npm_config_cache: path.join(root, 'cache'),
      },
    });
  expect(await ensureNodeModules({ root, run, silenceMs: 1000 })).toBe(false);
  expect(connections).toBeGreaterThan(0);
  silent.close();
});
