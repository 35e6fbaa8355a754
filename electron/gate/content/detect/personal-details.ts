import type { Confidence, Match } from '../../../../shared/model/confidential.ts';
import { matchOf } from './match.ts';
import { isAlone, isNear } from './near.ts';

interface Detail {
  readonly kind: string;
  readonly shape: RegExp;
  readonly words?: RegExp;
  /** How sure the shape alone is; null: it needs words around it, or to stand alone. */
  readonly confidence: Confidence | null;
}

const start = '(?<![\\p{L}\\p{N}_.+/@=#-]|\\d )';
const end = '(?![\\p{L}\\p{N}_@/]|[.,-]\\d)';
const shape = (pattern: string): RegExp => new RegExp(`${start}(?:${pattern})${end}`, 'giu');

const phoneWords =
  /(?:phone|mobile|cell|call me|tel|telefon|handy|mobil|whatsapp|fax|cep no|numaram|rufnummer|durchwahl)/iu;
const plateWords = /(?:plate|licen[cs]e plate|registration|kennzeichen|kfz|plaka|vehicle|auto)/iu;
const postcodeWords = /(?:\bplz\b|postleitzahl|\bpost ?codes?\b|\bzip ?codes?\b)/iu;

/** One says little; many of them together are a list of people. */
const details: readonly Detail[] = [
  {
    kind: 'e-mail',
    shape: /(?<![\w.+/-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}(?![\w@])/g,
    confidence: 'low',
  },
  {
    kind: 'phone',
    shape: shape('(?:\\+|00)[1-9]\\d{0,2}[ .-]?(?:\\(0?\\d{1,4}\\)[ .-]?)?\\d{2,5}(?:[ .-]?\\d{2,5}){1,4}'),
    confidence: 'low',
  },
  {
    kind: 'phone',
    shape: shape(
      '\\(?0\\d{2,4}\\)?[ /.-]?\\d{3,4}[ .-]?\\d{2,4}(?:[ .-]?\\d{2,4})?|\\(?[2-9]\\d{2}\\)?[ .-]\\d{3}[ .-]\\d{4}|[2-9]\\d{2} \\d{3} \\d{2} \\d{2}|[2-5]\\d{9}',
    ),
    words: phoneWords,
    confidence: null,
  },
  {
    kind: 'date-of-birth',
    shape: shape(
      '(?:0?[1-9]|[12]\\d|3[01])[./-](?:0?[1-9]|[12]\\d|3[01])[./-](?:19|20)\\d{2}|(?:19|20)\\d{2}-\\d{2}-\\d{2}',
    ),
    words: /(?:born|birth|dob|geboren|geburt|geb\.|né le|née le|nacido)/iu,
    confidence: null,
  },
  {
    kind: 'licence-plate',
    shape: shape(
      '(?:[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]\\d{1,4}[EH]?|[A-Z]{2}\\d{2}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\\d{3}[A-Z]{2}|[A-Z]{2}\\d{1,2}[A-Z]{1,2}\\d{4}|[A-Z]{1,3}\\d{4,5}|[A-Z]\\d{3}[A-Z]{3}|[A-Z]{3} \\d{1,3}[A-Z]|\\d{2} [A-Z]{1,3} \\d{2,4})',
    ),
    words: plateWords,
    confidence: null,
  },
  {
    kind: 'postcode',
    shape: shape(
      '[A-PR-UWYZ](?:\\d{1,2}|[A-HK-Y]\\d[A-Z0-9]?|\\d[A-HJKPSTUW]) ?\\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA|\\d{5}',
    ),
    words: postcodeWords,
    confidence: null,
  },
];

export function personalDetails(text: string): readonly Match[] {
  return details.flatMap((detail) =>
    (detail.kind === 'e-mail' ? /@/ : /\d/).test(text) ? matchesOf(text, detail) : [],
  );
}

function matchesOf(text: string, detail: Detail): readonly Match[] {
  const matches: Match[] = [];
  for (const { 0: found, index } of text.matchAll(detail.shape)) {
    const until = index + found.length;
    const confidence = judge(text, detail, index, until);
    if (confidence === null) continue;
    matches.push(
      matchOf(
        text,
        { detector: 'personal-detail', kind: detail.kind, start: index, end: until, confidence },
        2,
      ),
    );
  }
  return matches;
}

function judge(text: string, detail: Detail, from: number, to: number): Confidence | null {
  if (detail.words !== undefined && isNear(text, from, to, detail.words)) return 'medium';
  if (detail.confidence !== null) return detail.confidence;
  return detail.words !== undefined && isAlone(text, from, to) ? 'low' : null;
}
