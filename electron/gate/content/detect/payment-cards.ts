import type { Confidence, Match } from '../../../../shared/model/confidential.ts';
import { anyScript } from '../any-script.ts';
import { luhn } from './check-digits.ts';
import { matchOf } from './match.ts';
import { isAlone, isNear } from './near.ts';

/** First digits, and the lengths that issuer uses (ISO/IEC 7812). `rare`: short or old ones that need words around them. */
const issuers: readonly (readonly [prefix: RegExp, lengths: readonly number[], rare: readonly number[]])[] = [
  [/^4/, [16], [13, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16], []],
  [/^3[47]/, [15], []],
  [/^(?:30[0-5]|309|36|3[89])/, [14], [15, 16, 17, 18, 19]],
  [/^(?:6011|64[4-9]|65)/, [16], [17, 18, 19]],
  [/^35(?:2[89]|[3-8]\d)/, [16], [17, 18, 19]],
  [/^(?:1800|2131)/, [], [15]],
  [/^62/, [16], [17, 18, 19]],
  [/^220[0-4]/, [16], [17, 18, 19]],
  [/^(?:508|60|81|82)/, [], [16]],
  [/^(?:50|5[6-9]|6)/, [], [12, 13, 14, 15, 16, 17, 18, 19]],
];

const context = anyScript(
  /\b(?:card|cards|cc|credit|debit|visa|mastercard|maestro|amex|american express|diners|discover|jcb|unionpay|cvv|cvc|expir\w*|kreditkarte\w*|karte\w*|kartennummer|gültig bis|carte|tarjeta|carta|cartão|kart\w*|карт\w*)\b/iu,
);
const otherNumbers = anyScript(
  /\b(?:order|tracking|invoice|ticket|case|shipment|parcel|serial|imei|article|sku|bestell\w*|auftrag\w*|rechnung\w*|sendung\w*|artikel\w*|seriennummer|vorgang\w*)\b/iu,
);

const longest = 19;
const shortest = 12;

export function paymentCards(text: string): readonly Match[] {
  const matches: Match[] = [];
  for (const run of text.matchAll(/(?<![\p{L}\d_.#=/-])\d+(?:[ .-]\d+)*(?![\p{L}\d_])/gu)) {
    matches.push(...cardsInRun(text, run[0], run.index));
  }
  return matches;
}

function cardsInRun(text: string, run: string, offset: number): readonly Match[] {
  const groups = [...run.matchAll(/\d+/g)];
  const matches: Match[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (let last = first; last < groups.length; last += 1) {
      const group = groups[last];
      digits += group?.[0] ?? '';
      if (digits.length > longest) break;
      if (digits.length < shortest || !isGrouped(groups.slice(first, last + 1).map(([part]) => part.length)))
        continue;
      const start = offset + (groups[first]?.index ?? 0);
      const end = offset + (group?.index ?? 0) + (group?.[0].length ?? 0);
      const confidence = judge(text, digits, start, end);
      if (confidence === null) continue;
      matches.push(
        matchOf(text, { detector: 'payment-card', kind: 'payment-card', start, end, confidence }, 4),
      );
      first = last;
      break;
    }
  }
  return matches;
}

/** As cards are printed: in one piece, in fours, or 4-6-5 and 4-6-4. */
function isGrouped(lengths: readonly number[]): boolean {
  if (lengths.length === 1) return true;
  if (lengths.slice(0, -1).every((length) => length === 4)) return true;
  return lengths.length === 3 && lengths[0] === 4 && lengths[1] === 6;
}

function judge(text: string, digits: string, start: number, end: number): Confidence | null {
  const issuer = issuers.find(
    ([prefix, lengths, rare]) =>
      prefix.test(digits) && (lengths.includes(digits.length) || rare.includes(digits.length)),
  );
  if (!luhn(digits) || /^(\d)\1+$/.test(digits)) return null;
  if (isNear(text, start, end, context)) return 'high';
  if (issuer === undefined) return null;
  if (isNear(text, start, end, otherNumbers)) return /\D/.test(text.slice(start, end)) ? 'low' : null;
  if (issuer[1].includes(digits.length)) return 'medium';
  return isAlone(text, start, end) ? 'medium' : null;
}
