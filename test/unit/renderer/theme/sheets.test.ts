import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = path.join(import.meta.dirname, '../../../../renderer');
const tokens = new Set(declaredIn(readFileSync(path.join(renderer, 'theme/tokens.css'), 'utf8')));
const sheets = globSync('**/*.module.css', { cwd: renderer });

// Set by one rule of a sheet for the parts inside it.
const local = ['dot-ground', 'dialog-width'];

describe.each(sheets)('%s', (sheet) => {
  const text = readFileSync(path.join(renderer, sheet), 'utf8');
  const component = readFileSync(path.join(renderer, sheet.replace('.module.css', '.tsx')), 'utf8');

  it('has every class its component asks for', () => {
    const declared = classesOf(text);
    const calls = [...component.matchAll(/\bcss\(([\s\S]*?)\)\s*[},>]/g)].map(([, inside = '']) => inside);
    const asked = calls.flatMap((inside) =>
      [...inside.matchAll(/(?:^|&&|\?|:|,)\s*'([a-zA-Z]+)'/g)].map(([, name = '']) => name),
    );
    expect(asked.filter((name) => !declared.has(name))).toEqual([]);
  });

  it('has no class its component never names', () => {
    // Variants are named by values of a type ("outside", "available") and not by a literal in css().
    const variants = new Set([
      'outside',
      'unknown',
      'available',
      'away',
      'busy',
      'offline',
      'notice',
      'warn',
      'block',
    ]);
    const unused = [...classesOf(text)].filter(
      (name) => !variants.has(name) && !component.includes(`'${name}'`),
    );
    expect(unused).toEqual([]);
  });

  it('takes its colours and sizes from tokens that exist', () => {
    const used = [...text.matchAll(/var\(--([\w-]+)/g)].map(([, name = '']) => name);
    expect(used.filter((name) => !tokens.has(name) && !local.includes(name))).toEqual([]);
    expect(text).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(/i);
  });

  it('has no left and no right, so that it mirrors (RTL)', () => {
    const physical =
      /(?:^|[\s;{])(?:margin|padding|border|inset)-(?:left|right)|(?:^|[\s;{])(?:left|right):/m;
    expect(text).not.toMatch(physical);
  });
});

function declaredIn(text: string): readonly string[] {
  return [...text.matchAll(/--([\w-]+):/g)].map(([, name = '']) => name);
}

function classesOf(text: string): ReadonlySet<string> {
  const selectors = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}');
  return new Set([...selectors.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name));
}
