/** A text as a reader takes it: other digits, spaces and dashes read as the plain ones, invisible characters are not there. */
export interface Readable {
  readonly text: string;
  /** The place in the original. */
  readonly at: (index: number) => number;
}

const unusual =
  /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u00a0\u2000-\u200a\u202f\u3000\u2010-\u2015\u2212\uff01-\uff5e]/;
const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;

export function readable(original: string): Readable {
  if (!unusual.test(original)) return { text: original, at: (index) => index };
  const places: number[] = [];
  let text = '';
  for (let index = 0; index < original.length; index += 1) {
    const character = original.charAt(index);
    if (invisible.test(character)) continue;
    places.push(index);
    text += plain(character);
  }
  return { text, at: (index) => places[index] ?? original.length };
}

function plain(character: string): string {
  if (/[\u00a0\u2000-\u200a\u202f\u3000]/.test(character)) return ' ';
  if (/[\u2010-\u2015\u2212]/.test(character)) return '-';
  if (/[\uff01-\uff5e]/.test(character)) return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
  return character;
}
