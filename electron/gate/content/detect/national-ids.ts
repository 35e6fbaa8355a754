import type { Confidence, Match } from '../../../../shared/model/confidential.ts';
import { anyScript } from '../any-script.ts';
import { matchOf } from './match.ts';
import { type IdNumber, idNumbers } from './national-id-table.ts';
import { isAlone, isNear } from './near.ts';

const numbers = idNumbers.map((number) => ({ ...number, words: anyScript(number.words) }));

/** Every number has four digits close together; but for the register of companies. */
const digitsTogether = /(?:\d[\p{L} .:/_+-]{0,2}){4,}|HR[AB]/giu;
/** The longest number, with its letters and spaces. */
const reach = 32;

/**
 * Numbers that states give to people and firms. A checksum with the right words around it is certain. Without the words a plain
 * number is believed only where it stands alone, since one in ten of all numbers passes a check digit.
 */
export function nationalIds(text: string): readonly Match[] {
  return regionsOf(text)
    .filter(({ start, end }) => mayHoldNumber(text.slice(start, end)))
    .flatMap((region) => numbers.flatMap((number) => matchesOf(text, number, region)));
}

/**
 * Every number has six digits, or a letter right before one; but for the register of companies again, and for the code of Italy's treasury,
 * in which all digits may be written as letters. Years, prices and times of day, most of what has digits in a chat, have none of it.
 */
export function mayHoldNumber(region: string): boolean {
  return /(?:\d\D*){6}|[a-z]\d|HR[AB]|(?<![\p{L}\d])[a-z\d]{16}/iu.test(region);
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** The parts of the text worth looking at, none in another. */
function regionsOf(text: string): readonly Region[] {
  const regions: Region[] = [];
  for (const { 0: found, index } of text.matchAll(digitsTogether)) {
    const start = Math.max(0, index - reach);
    const end = Math.min(text.length, index + found.length + reach);
    const last = regions.at(-1);
    if (last !== undefined && start <= last.end) regions[regions.length - 1] = { start: last.start, end };
    else regions.push({ start, end });
  }
  return regions;
}

function matchesOf(text: string, number: IdNumber, region: Region): readonly Match[] {
  const matches: Match[] = [];
  // Cut behind, so that the search stops there; not before, so that what stands before is seen.
  const until = text.slice(0, region.end);
  number.shape.lastIndex = region.start;
  for (let hit = number.shape.exec(until); hit !== null; hit = number.shape.exec(until)) {
    const { 0: found, index: start } = hit;
    const end = start + found.length;
    const confidence = judge(text, number, found, start, end);
    if (confidence === null) continue;
    matches.push(matchOf(text, { detector: 'national-id', kind: number.kind, start, end, confidence }, 2));
  }
  number.shape.lastIndex = 0;
  return matches;
}

function judge(text: string, number: IdNumber, found: string, start: number, end: number): Confidence | null {
  const isChecked = number.isValid?.(found) ?? false;
  if (number.isValid !== undefined && !isChecked) return null;
  if (isNear(text, start, end, number.words)) return isChecked ? 'high' : 'medium';
  if (number.isDistinct === true) return isChecked ? 'medium' : 'low';
  return number.needsWords !== true && isAlone(text, start, end) ? 'low' : null;
}
