// Unicode Standard Annex 31, table 5: the scripts in everyday use. A name in any other script is unusual in an address.
const recommended = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
  'Armenian',
  'Georgian',
  'Bengali',
  'Bopomofo',
  'Ethiopic',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Tibetan',
] as const;

// Named because impostors use them; the rest is "other".
const unusual = ['Cherokee', 'Coptic', 'Canadian_Aboriginal', 'Lisu', 'Tifinagh', 'Deseret', 'Osage', 'Vai'];

const everywhere = '\\p{scx=Zyyy}\\p{scx=Zinh}';
const alone = recommended.map((script) => new RegExp(`^[\\p{scx=${script}}${everywhere}]*$`, 'u'));

// UTS 39 section 5.2, "highly restrictive": Latin may stand beside the scripts that are written together in Japanese, Chinese
// and Korean. Two other scripts in one label are a disguise or an accident.
const together = ['Hira}\\p{scx=Kana', 'Bopo', 'Hang'].map(
  (script) => new RegExp(`^[\\p{scx=Latn}\\p{scx=Hani}\\p{scx=${script}}${everywhere}]*$`, 'u'),
);

const named = [...recommended, ...unusual].map((script) => ({
  script: script.replace('_', ' '),
  pattern: new RegExp(`\\p{sc=${script}}`, 'u'),
}));
const common = /[\p{sc=Zyyy}\p{sc=Zinh}]/u;

/** Whether the characters of one label, or of one word of a name, mix scripts that are not written together. */
export function mixesScripts(label: string): boolean {
  if (isAscii(label) || [...alone, ...together].some((pattern) => pattern.test(label))) return false;
  const scripts = scriptsOf(label);
  // A word all in one script that is out of everyday use is unusual, not mixed.
  return scripts.length !== 1 || scripts.every(isEverydayScript);
}

/** The scripts in order of first appearance; characters of no particular script are left out. */
export function scriptsOf(text: string): readonly string[] {
  const scripts = new Set<string>();
  for (const character of text) scripts.add(scriptOf(character));
  scripts.delete('');
  return [...scripts];
}

/** Empty for digits, punctuation and marks, which belong to every script. */
export function scriptOf(character: string): string {
  if (/[A-Za-z]/.test(character)) return 'Latin';
  if (common.test(character)) return '';
  return named.find(({ pattern }) => pattern.test(character))?.script ?? 'other';
}

export function isEverydayScript(script: string): boolean {
  return script === '' || recommended.some((name) => name === script);
}

export function isAscii(text: string): boolean {
  return /^[\0-\x7F]*$/.test(text);
}
