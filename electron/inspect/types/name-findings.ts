import { type FileKind, type FileType, kindOf } from '../file-types.ts';
import type { Finding } from '../inspector.ts';
import { endingOf, typeByEnding } from './endings.ts';
import { expectedTypes, isHarmlessEnding, isProgramEnding, isRunningEnding } from './expected-types.ts';

/** What a name (T24) and a declared type pretend about a file of this true type. */
export function nameFindings(name: string, declaredType: string | null, type: FileType): readonly Finding[] {
  return [
    ...hiddenCharacters(name),
    ...padding(name),
    ...doubleEnding(name),
    ...runsByName(name, type),
    ...pretence(type, { ending: endingOf(name), expected: expectedTypes(endingOf(name)) }),
    ...(declaredType === null ? [] : declared(declaredType, type)),
  ];
}

// What turns the reading direction round; marks and joiners alone stand in ordinary names of many languages.
const turning = /[\u202a-\u202e\u2066-\u2069]/u;

function hiddenCharacters(name: string): readonly Finding[] {
  const hidden = name.match(/[\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu);
  if (hidden === null) return [];
  const characters = [...new Set(hidden)].map(codePoint).join(' ');
  return [finding('file.hidden-characters', turning.test(name) ? 'hold' : 'notice', { characters })];
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** So many spaces or dots that the ending is pushed out of sight. */
function padding(name: string): readonly Finding[] {
  return /[\s\u2800\u3164]{6,}|[._\-·]{12,}/u.test(name) ? [finding('file.padded-name', 'hold', {})] : [];
}

/** "invoice.pdf.exe": where the system hides the last ending, the one before it is what a person sees. */
function doubleEnding(name: string): readonly Finding[] {
  const real = endingOf(name);
  const shown = endingOf(name.replace(/[\s.]+$/u, '').slice(0, -real.length - 1));
  if (!isRunningEnding(real) || !isHarmlessEnding(shown)) return [];
  return [finding('file.double-ending', 'hold', { shown: `.${shown}`, real: `.${real}` })];
}

/**
 * Whatever is in it, the system starts or shows what has this ending: a program of DOS can be a text, and a script can begin with the letters
 * of a sound file, of a table or of a mail, at which its interpreter does not stop.
 */
function runsByName(name: string, type: FileType): readonly Finding[] {
  const ending = endingOf(name);
  if (active.has(kindOf(type)) || type === 'empty') return [];
  const byEnding = typeByEnding(name);
  const isStarted = isProgramEnding(ending) || (byEnding !== null && active.has(kindOf(byEnding)));
  const isShown = byEnding !== null && kindOf(byEnding) === 'page' && !isPage(type, ending);
  return isStarted || isShown ? [finding('file.runs-by-name', 'hold', { ending: `.${ending}` })] : [];
}

function isPage(type: FileType, ending: string): boolean {
  return kindOf(type) === 'page' || (expectedTypes(ending)?.includes(type) ?? false);
}

/** Kinds that somebody who takes them for something else would start. */
const active: ReadonlySet<FileKind> = new Set(['program', 'script', 'shortcut', 'installer', 'disk-image']);

function pretence(
  type: FileType,
  { ending, expected }: { readonly ending: string; readonly expected: readonly FileType[] | null },
): readonly Finding[] {
  if (expected === null || expected.includes(type) || type === 'empty') return [];
  const params = { ending: `.${ending}`, type };
  if (active.has(kindOf(type)) && isHarmlessEnding(ending))
    return [finding('file.disguised', 'block', params)];
  // A picture of another format, a document under the ending of a sister: untidy, and common.
  const isSister = expected.some((other) => kindOf(other) === kindOf(type));
  return [finding('file.type-mismatch', isSister ? 'notice' : 'warn', params)];
}

const families: readonly (readonly [RegExp, readonly FileKind[]])[] = [
  [/^image\//, ['image', 'page']],
  [/^(?:audio|video)\//, ['media']],
  [/^font\//, ['media']],
  [/^application\/(?:pdf|rtf|msword|vnd\.(?:ms-|openxmlformats|oasis))/, ['document', 'archive']],
];

function declared(mime: string, type: FileType): readonly Finding[] {
  const family = families.find(([pattern]) => pattern.test(mime.toLowerCase()));
  if (family === undefined || type === 'empty' || family[1].includes(kindOf(type))) return [];
  const level = active.has(kindOf(type)) ? 'block' : 'warn';
  return [
    finding(level === 'block' ? 'file.disguised' : 'file.type-mismatch', level, {
      ending: mime.slice(0, 80).replaceAll(/[^\w./+-]/g, '?'),
      type,
    }),
  ];
}

function finding(code: Finding['code'], level: Finding['level'], params: Finding['params']): Finding {
  return { code, level, where: '', params };
}
