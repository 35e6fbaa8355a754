import { countrySpecs, isValidIBAN } from 'ibantools';
import type { Match } from '../../../../shared/model/confidential.ts';
import { matchOf } from './match.ts';

/** Country, check digits, and up to thirty more (ISO 13616); where it ends is known from the country. */
const shape = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}/gu;

export function ibans(text: string): readonly Match[] {
  const matches: Match[] = [];
  for (const { 0: candidate, index: start } of text.matchAll(shape)) {
    const length = Object.entries(countrySpecs).find(
      ([country]) => country === candidate.slice(0, 2).toUpperCase(),
    )?.[1].chars;
    if (typeof length !== 'number') continue;
    const end = start + lengthOf(candidate, length);
    const isWhole = !/^[\p{L}\p{N}]/u.test(text.slice(end, end + 1));
    const compact = text.slice(start, end).replace(/[ .-]/g, '').toUpperCase();
    if (!isWhole || !isValidIBAN(compact)) continue;
    matches.push(matchOf(text, { detector: 'iban', kind: 'iban', start, end, confidence: 'high' }, 4));
  }
  return matches;
}

/** How much of the text the first so many letters and digits take. */
function lengthOf(candidate: string, wanted: number): number {
  let seen = 0;
  for (let index = 0; index < candidate.length; index += 1) {
    if (!/[ .-]/.test(candidate.charAt(index))) seen += 1;
    if (seen === wanted) return index + 1;
  }
  return candidate.length;
}
