/**
 * A user name or password as SCRAM hashes it: SASLprep (RFC 4013), which RFC 5802 section 2.2 names and servers apply. Null when it
 * holds what no password may (control characters, private use, half surrogates) or nothing at all.
 * Characters newer than Unicode 3.2 pass, as in any "query" string (RFC 3454 section 7).
 */
export function saslPrep(text: string): string | null {
  const prepared = text.replace(otherSpaces, ' ').replace(mappedToNothing, '').normalize('NFKC');
  if (prepared === '' || prohibited.test(prepared) || !isBidiAllowed(prepared)) return null;
  return prepared;
}

// RFC 3454 tables C.1.2 and B.1.
const otherSpaces = /[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000]/g;
const mappedToNothing = /\u00AD|\u034F|\u1806|[\u180B-\u180D]|\u200C|\u200D|\u2060|[\uFE00-\uFE0F]|\uFEFF/gu;

// Tables C.2.1 to C.9: control, private use, non-character, surrogate, inappropriate, display-changing and tagging characters.
const prohibited =
  /[\p{Cc}\p{Co}\p{Cs}\u06DD\u070F\u180E\u200E\u200F\u2028-\u202E\u2061-\u2063\u206A-\u206F\u2FF0-\u2FFB\uFFF9-\uFFFD\p{Noncharacter_Code_Point}\u{1D173}-\u{1D17A}\u{E0001}\u{E0020}-\u{E007F}]/u;

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const startsRightToLeft = new RegExp(`^${rightToLeft.source}`, 'u');
const endsRightToLeft = new RegExp(`${rightToLeft.source}\\p{M}*$`, 'u');
const leftToRight = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** RFC 3454 section 6: a right-to-left text begins and ends as one and holds nothing left-to-right. */
function isBidiAllowed(text: string): boolean {
  if (!rightToLeft.test(text)) return true;
  return startsRightToLeft.test(text) && endsRightToLeft.test(text) && !leftToRight.test(text);
}
