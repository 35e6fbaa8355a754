import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../../renderer/theme/tokens.css', import.meta.url), 'utf8');

type Scheme = 'light' | 'dark';
type Tokens = ReadonlyMap<string, string>;

const base = tokensOf(blockAfter(':root {'));
const chosen = tokensOf(blockAfter(':root[data-theme="contrast"] {'));
const preferred = tokensOf(blockAfter(':root:not([data-theme="light"], [data-theme="dark"]) {'));
const contrast: Tokens = new Map([...base, ...chosen]);

// What is written on what. Every pair that a sheet puts together stands here.
const words: readonly (readonly [text: string, surfaces: readonly string[]])[] = [
  [
    'text-1',
    [
      'surface-0',
      'surface-1',
      'surface-2',
      'surface-3',
      'surface-raised',
      'accent-soft',
      'notice-surface',
      'warn-surface',
      'block-surface',
    ],
  ],
  [
    'text-2',
    [
      'surface-0',
      'surface-1',
      'surface-2',
      'surface-3',
      'surface-raised',
      'accent-soft',
      'notice-surface',
      'warn-surface',
      'block-surface',
    ],
  ],
  ['text-3', ['surface-0', 'surface-1', 'surface-2', 'surface-raised', 'accent-soft']],
  ['accent-text', ['surface-0', 'surface-1', 'surface-2', 'surface-raised', 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['notice-text', ['notice-surface']],
  ['warn-text', ['warn-surface', 'surface-0', 'surface-1', 'surface-2', 'accent-soft']],
  ['block-text', ['block-surface', 'surface-0', 'surface-1', 'surface-2', 'surface-raised', 'accent-soft']],
  ['safe-text', ['surface-0']],
];

// What must be seen without being read: edges of controls, the focus, presence (WCAG 2.2 1.4.11).
const shapes: readonly (readonly [shape: string, surfaces: readonly string[]])[] = [
  ['line-control', ['surface-0', 'surface-1', 'surface-raised']],
  ['focus', ['surface-0', 'surface-1', 'surface-2', 'surface-raised']],
  ['warn-line', ['surface-0', 'surface-1']],
  ['block-line', ['surface-0', 'surface-1']],
  ['accent', ['surface-0', 'surface-1']],
  ['presence-available', ['surface-0', 'surface-1']],
  ['presence-away', ['surface-0', 'surface-1']],
  ['presence-busy', ['surface-0', 'surface-1']],
  ['presence-offline', ['surface-0', 'surface-1']],
];

describe.each<Scheme>(['light', 'dark'])('the %s tokens', (scheme) => {
  it('let every word be read at AA, 4.5:1 (WCAG 2.2 1.4.3)', () => {
    expect(failing(base, scheme, words, 4.5)).toEqual([]);
  });

  it('let every control and sign be seen at 3:1 (WCAG 2.2 1.4.11)', () => {
    expect(failing(base, scheme, shapes, 3)).toEqual([]);
  });

  it('let every word be read at AAA, 7:1, in high contrast (WCAG 2.2 1.4.6)', () => {
    expect(failing(contrast, scheme, words, 7)).toEqual([]);
  });

  it('let every control and sign be seen at 4.5:1 in high contrast', () => {
    expect(failing(contrast, scheme, shapes, 4.5)).toEqual([]);
  });
});

describe('high contrast', () => {
  it('is the same whether it was chosen or the system prefers it', () => {
    expect([...preferred]).toEqual([...chosen]);
  });

  it('leaves no colour of the base theme but those it means to', () => {
    const colours = [...base.keys()].filter((name) => base.get(name)?.startsWith('light-dark'));
    expect(colours.filter((name) => !chosen.has(name))).toEqual([]);
  });
});

function failing(tokens: Tokens, scheme: Scheme, pairs: typeof words, least: number): readonly string[] {
  return pairs.flatMap(([front, surfaces]) =>
    surfaces.flatMap((back) => {
      const ratio = contrastRatio(colour(tokens, front, scheme), colour(tokens, back, scheme));
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
    }),
  );
}

function blockAfter(opening: string): string {
  const start = css.indexOf(opening);
  if (start === -1) throw new Error(`tokens.css has no ${opening}`);
  return css.slice(start + opening.length, css.indexOf('}', start));
}

function tokensOf(block: string): Tokens {
  const declarations = block.matchAll(/--([\w-]+):\s*([^;]+);/g);
  return new Map([...declarations].map(([, name = '', value = '']) => [name, value.trim()]));
}

function colour(tokens: Tokens, name: string, scheme: Scheme): string {
  const value = tokens.get(name) ?? '';
  const [, light, dark] = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value) ?? [];
  const chosenColour = scheme === 'light' ? light : dark;
  if (chosenColour === undefined) throw new Error(`--${name} is not a pair of colours: ${value}`);
  return chosenColour;
}

/** WCAG 2.2, definition of contrast ratio. */
function contrastRatio(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
