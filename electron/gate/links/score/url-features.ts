import { parse } from 'tldts';
import type { LinkSign } from '../../../../shared/model/link-sign.ts';
import { OneEdit } from '../../characters/one-edit.ts';
import { bareSkeleton } from '../../characters/skeleton.ts';
import { wellKnownDomains } from '../well-known.ts';

/** What an address is scored by: one index of the table of weights, and what it comes from: a word of the address or a sign. */
export interface Feature {
  readonly index: number;
  readonly value: number;
  /** Empty for signs. */
  readonly word: string;
  /** Null for words. */
  readonly sign: LinkSign | null;
}

/** A power of two. */
export const tableSize = 65_536;
const longestPath = 300;
const longestWord = 40;
const mostWords = 40;

export function featuresOf(url: URL, host: string): readonly Feature[] {
  const parsed = parse(host, { allowPrivateDomains: true, validateHostname: false });
  const suffix = parsed.publicSuffix ?? '';
  const label = (parsed.domainWithoutSuffix ?? host).slice(0, 63);
  const subdomains = (parsed.subdomain ?? '').split('.').filter((part) => part !== '' && part !== 'www');
  const path = (url.pathname + url.search).slice(0, longestPath).toLowerCase();
  const pieces = new Map<number, string>();
  const parts = subdomains.slice(-4);
  addPieces(pieces, 'n', label, 3, parts.length === 0);
  addWords(pieces, label);
  for (const [at, part] of parts.entries()) {
    addPieces(pieces, 's', part, 3, at === 0);
    addWords(pieces, part);
  }
  for (const word of wordsOf(path)) {
    pieces.set(indexOf(`p${word}`), word);
    addPieces(pieces, 'q', word, 4, false);
  }
  const value = pieces.size === 0 ? 0 : 1 / Math.sqrt(pieces.size);
  const words = [...pieces].map(([index, word]) => ({ index, value, word, sign: null }));
  const signs = signsOf(url, { host, suffix, label, subdomains, path, isTenant: parsed.isPrivate === true });
  return [
    ...words,
    ...signs.map(([sign, key, amount]) => ({
      index: indexOf(`\0${sign}${key}`),
      value: amount,
      word: '',
      sign,
    })),
  ];
}

interface Parts {
  readonly host: string;
  readonly suffix: string;
  readonly label: string;
  readonly subdomains: readonly string[];
  readonly path: string;
  readonly isTenant: boolean;
}

type Sign = readonly [sign: LinkSign, key: string, amount: number];

function signsOf(url: URL, { host, suffix, label, subdomains, path, isTenant }: Parts): readonly Sign[] {
  const name = [...subdomains, label].join('.');
  const letters = name.replace(/[^a-z]/g, '');
  const digits = name.length - name.replace(/\d/g, '').length;
  const depth = url.pathname.split('/').filter((part) => part !== '').length;
  const signs: Sign[] = [
    ['ending', suffix, 1],
    ['ending', suffix.slice(suffix.lastIndexOf('.') + 1), 0.5],
    ['hyphens', bucket(name.split('-').length - 1, [0, 1, 2, 3, 5]), 0.7],
    ['digits', bucket(digits, [0, 1, 2, 4, 7]), 0.7],
    ['length', bucket(label.length, [3, 5, 8, 12, 16, 20, 26, 34]), 0.7],
    ['subdomains', bucket(subdomains.length, [0, 1, 2, 3]), 0.7],
    ['path', bucket(depth, [0, 1, 2, 3, 5]), 0.7],
    ['path', `length${bucket(path.length, [1, 8, 20, 40, 80, 150])}`, 0.5],
    ['letters', bucket(Math.round(10 * vowels(letters)), [1, 2, 3, 4, 5, 6]), 0.5],
    ['letters', `run${bucket(consonantRun(letters), [2, 3, 4, 5, 6])}`, 0.5],
    ['letters', `kinds${bucket(new Set(label).size - label.length * 0.5, [1, 2, 3, 4, 5])}`, 0.3],
  ];
  if (host === suffix) signs.push(['ending', 'itself', 1]);
  if (isTenant) signs.push(['tenant', '', 0.7]);
  if (isTenant) signs.push(['tenant', `hyphens${bucket(label.split('-').length - 1, [0, 1, 2, 3])}`, 0.7]);
  if (/^\d+(?:\.\d+){3}$|^\[/.test(host)) signs.push(['number', '', 1]);
  if (url.port !== '') signs.push(['port', '', 1]);
  if (url.search !== '') signs.push(['query', bucket(url.search.length, [10, 30, 60, 120]), 0.7]);
  if (/\d[a-z]+\d/.test(name)) signs.push(['digits', 'between', 0.7]);
  if (/\.(?:php|html?|aspx?|exe|zip|apk|scr|js)$/.test(url.pathname)) {
    signs.push(['file', url.pathname.slice(url.pathname.lastIndexOf('.')).toLowerCase(), 0.7]);
  }
  if (/[0-9a-f]{12,}/.test(path)) signs.push(['file', 'hash', 0.5]);
  for (const sign of brandSigns(label, subdomains, suffix, path)) signs.push(sign);
  return signs;
}

const brands = new Map(
  wellKnownDomains.flatMap((domain) => {
    const { domainWithoutSuffix } = parse(domain, { allowPrivateDomains: true });
    return domainWithoutSuffix && domainWithoutSuffix.length > 3
      ? [[bareSkeleton(domainWithoutSuffix), domain]]
      : [];
  }),
);
const nearBrands = new OneEdit([...brands].filter(([look]) => look.length > 4));
const genuine = new Set(wellKnownDomains);

/** Names of well-known sites where they do not belong. */
function brandSigns(
  label: string,
  subdomains: readonly string[],
  suffix: string,
  path: string,
): readonly Sign[] {
  if (genuine.has(`${label}.${suffix}`)) return [['brand', 'own', 1]];
  const signs: Sign[] = [];
  const look = bareSkeleton(label);
  if (brands.has(look)) signs.push(['brand', 'ending', 1]);
  else if (nearBrands.find(look) !== null) signs.push(['brand', 'near', 1]);
  const words = look.split(/[^a-z0-9]+/);
  if (words.length > 1 && words.some((word) => brands.has(word))) signs.push(['brand', 'word', 1]);
  else if (words.length > 1 && words.some((word) => word.length > 4 && nearBrands.find(word) !== null)) {
    signs.push(['brand', 'near-word', 1]);
  } else if (!brands.has(look) && hasBrandInside(look)) signs.push(['brand', 'inside', 1]);
  if (subdomains.some((part) => part.split('-').some((word) => brands.has(bareSkeleton(word))))) {
    signs.push(['brand', 'subdomain', 1]);
  }
  if (path.split(/[^a-z0-9]+/).some((word) => word.length > 3 && brands.has(bareSkeleton(word)))) {
    signs.push(['brand', 'path', 0.7]);
  }
  return signs;
}

const shortestInside = 5;
/** The same names by how they begin, so that a label is read once. */
const byStart = new Map<string, string[]>();
for (const look of brands.keys()) {
  const start = look.slice(0, shortestInside);
  if (start.length === shortestInside) byStart.set(start, [...(byStart.get(start) ?? []), look]);
}

function hasBrandInside(look: string): boolean {
  for (let from = 0; from + shortestInside <= look.length; from += 1) {
    const names = byStart.get(look.slice(from, from + shortestInside));
    if (names?.some((name) => look.startsWith(name, from))) return true;
  }
  return false;
}

/**
 * Runs of `shortest` to five characters, and the whole. The sample that the weights are learned from begins with few letters, so what a
 * host begins with (`isFirst`) is not looked at.
 */
function addPieces(
  pieces: Map<number, string>,
  kind: string,
  word: string,
  shortest: number,
  isFirst: boolean,
): void {
  const padded = `^${word.slice(0, longestWord)}$`;
  const names = namesOf(padded);
  if (!isFirst) pieces.set(indexOf(kind + padded), word);
  const start = hashed(basis, kind.charCodeAt(0));
  for (let from = isFirst ? 1 : 0; from + shortest <= padded.length; from += 1) {
    let hash = start;
    for (let at = from; at < Math.min(from + 5, padded.length); at += 1) {
      hash = hashed(hash, padded.charCodeAt(at));
      if (at - from + 1 >= shortest) pieces.set(folded(hash), names[from] ?? word);
    }
  }
}

/** For each place of a label, the word between hyphens that stands there. */
function namesOf(padded: string): readonly string[] {
  return padded
    .split(/(?<=[-_])/)
    .flatMap((part) => Array<string>(part.length).fill(part.replace(/[-_^$]/g, '') || part));
}

function addWords(pieces: Map<number, string>, label: string): void {
  for (const word of label.split(/[^a-z0-9]+/)) if (word !== '') pieces.set(indexOf(`w${word}`), word);
}

function wordsOf(path: string): readonly string[] {
  return path
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && word.length < 30)
    .slice(0, mostWords);
}

function bucket(count: number, limits: readonly number[]): string {
  return String(limits.filter((limit) => count > limit).length);
}

function vowels(letters: string): number {
  return letters === '' ? 0 : (letters.match(/[aeiouy]/g) ?? []).length / letters.length;
}

function consonantRun(letters: string): number {
  return Math.max(0, ...(letters.match(/[^aeiouy]+/g) ?? []).map((run) => run.length));
}

const basis = 0x81_1c_9d_c5;

/** FNV-1a, folded to the table. */
function indexOf(piece: string): number {
  let hash = basis;
  for (let index = 0; index < piece.length; index += 1) hash = hashed(hash, piece.charCodeAt(index));
  return folded(hash);
}

function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01_00_01_93);
}

function folded(hash: number): number {
  return ((hash >>> 0) ^ (hash >>> 16)) & (tableSize - 1);
}
