import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

// Everything that main.ts and house.ts import is read and evaluated before the list answers. What is needed later is imported where it is used.

const root = path.resolve(import.meta.dirname, '../../..');

/** The modules that come with one: ours by their paths, others by their names. Not those of which only types are taken, nor import(). */
function loadedWith(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const load = (module: string): void => {
    if (loaded.has(module)) return;
    loaded.add(module);
    const file = path.join(root, module);
    if (!module.endsWith('.ts') || !existsSync(file)) return;
    for (const from of importsOf(readFileSync(file, 'utf8')))
      load(from.startsWith('.') ? path.join(path.dirname(module), from) : from);
  };
  load(entry);
  return loaded;
}

function importsOf(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:([^;'"]*?)\s+from\s+)?'([^']+)'/gm);
  return [...statements].filter(([, names = '']) => !isOfTypesAlone(names)).map(([, , from = '']) => from);
}

function isOfTypesAlone(names: string): boolean {
  const [, inside] = /^\{(.*)\}$/s.exec(names) ?? [];
  const each = inside?.split(',').map((name) => name.trim());
  return each?.every((name) => name === '' || name.startsWith('type ')) === true;
}

const house = loadedWith('electron/house.ts');

it('walks through all of the house', () => {
  for (const module of ['electron/compose.ts', 'electron/session/report-ways.ts', 'shared/zod.ts', 'zod'])
    expect(house).toContain(module);
  expect(loadedWith('electron/audit/worker.ts')).toContain('age-encryption');
});

it.each([
  ['the cryptography of the record', 'age-encryption'],
  ['the way to the log server', 'electron/forward/forwarder.ts'],
  ['the way to services that take reports', 'electron/forward/post-report.ts'],
  ['what judges texts', 'electron/gate/content/inspect-text.ts'],
  ['what judges addresses on the web', 'electron/gate/links/web.ts'],
  ['what surrounds the window', 'electron/app/surroundings.ts'],
])('loads %s after the list answers', (_name, module) => {
  expect(existsSync(path.join(root, module)) || !module.includes('.ts')).toBe(true);
  expect(house).not.toContain(module);
});
