import { anyScript } from '../any-script.ts';

/** What a text is scored by: one index of the table of weights, and the word it comes from. */
export interface Feature {
  readonly index: number;
  readonly word: string;
  readonly value: number;
}

/** A power of two. */
export const tableSize = 32_768;
const longestText = 4000;
const shortestPiece = 3;
const longestPiece = 5;

/**
 * Pieces of words, words in pairs, and how it is written. The pieces are weighed so that a long text is not more of anything than
 * a short one.
 */
export function featuresOf(text: string): readonly Feature[] {
  const start = text.slice(0, longestText);
  const words =
    unmixed(start)
      .toLowerCase()
      .match(/\p{L}[\p{L}\p{N}'’]*/gu) ?? [];
  const pieces = new Map<number, string>();
  let previous = '';
  for (const word of words) {
    for (const piece of piecesOf(word)) pieces.set(indexOf(piece), word);
    if (previous !== '') pieces.set(indexOf(`${previous} ${word}`), `${previous} ${word}`);
    previous = word;
  }
  const value = pieces.size === 0 ? 0 : 1 / Math.sqrt(pieces.size);
  return [
    ...[...pieces].map(([index, word]) => ({ index, word, value })),
    ...mannersOf(start).map(([name, amount]) => ({ index: indexOf(`\0${name}`), word: '', value: amount })),
  ];
}

/** What unsolicited texts are about, in the languages they come in. How much each says is learned. */
const topics = (
  [
    [
      'earning',
      /\b(?:earn\w*|income|profit\w*|passive|verdien\w*|nebenverdienst)\b|заработ|зараб|доход|прибыл|подработ|плачу/iu,
    ],
    [
      'investing',
      /\b(?:invest\w*|trad(?:e|er|ing)|broker|deposit|withdraw\w*|anlage\w*|rendite)\b|инвест|трейд|вложен/iu,
    ],
    [
      'crypto',
      /\b(?:crypto\w*|bitcoin|btc|eth|usdt|nft|airdrop|wallet|token|krypto\w*)\b|крипт|цифров\S{0,4} (?:валют|актив)|p2p|арбитраж/iu,
    ],
    [
      'recruiting',
      /\b(?:work from home|remote job|hiring|home ?office job|people are needed|heimarbeit)\b|удал[её]н|сотрудник|вакан|в команду|набор|набира|партн[её]р|нуж(?:ен|ны) (?:человек|люди)|ищ[уе]м? \S{0,12} ?(?:человек|людей|коллег|ребят)/iu,
    ],
    [
      'answer-privately',
      /\b(?:dm me|inbox me|message me|contact me|pm me|text me|whatsapp|telegram)\b|\bв ?(?:лс|личк|личн)|пиши(?:те)?\b|(?:ссылк|ссылка)\S* в профил|подробности/iu,
    ],
    [
      'join',
      /\b(?:join|sign up|register|click|subscribe|participate|link below|my profile|referral|tritt bei|anmelden)\b|регистр|переход|подпис|присоедин/iu,
    ],
    [
      'winning',
      /\b(?:win|winner|giveaway|bonus|free|prize|lottery|casino|jackpot|gewinn\w*|gratis)\b|выигр|бонус|казино|ставк|бесплатн|розыгрыш|приз/iu,
    ],
    [
      'flesh',
      /\b(?:sexy?|nudes?|girls?|dating|escort|18\+|hot)\b|девуш|фото|гол(?:ые|ых|ая)|оголен|интим|знакомств|18 ?\+|🔞/iu,
    ],
    [
      'urgent',
      /\b(?:hurry|limited|last chance|don['’]t miss|only today|now or never|attention|exciting|opportunity)\b|срочно|успе|огранич|только сегодня|торопи/iu,
    ],
    [
      'testimony',
      /\b(?:legit\w*|real deal|100 ?%|guarante\w*|thanks to|recommend\w*|confidential|trusted|scam)\b|гарант|надежн|провер/iu,
    ],
    [
      'sum-for-time',
      /[$€£₽]\s?\d|\d[\d .,]*\s?(?:[$€£₽]|k\b|к\b|руб|usd|usdt|грн|гpн)|\d+\s?(?:час|hours?|минут|minutes)/iu,
    ],
    ['age', /(?:от|from|over|только|с)? ?(?:18|20|21) ?(?:\+|лет|до|years)|\+ ?18/iu],
    [
      'selling',
      /\b(?:price|prices|offer|discount|sale|buy|order now|cheap|angebot|rabatt)\b|цен[аы]|скидк|купит|куплю|продам|заказ|услуг/iu,
    ],
    [
      'group',
      /\b(?:dear group|group members|hello everyone|everyone here|brothers|hey everyone|all foodies|friends)\b|всем привет|приветствую|друзья|ребята|добр\S+ (?:день|вечер|времени)/iu,
    ],
  ] as const
).map(([name, pattern]) => ({ name, pattern: anyScript(pattern) }));

const lookalikes = new Map(
  [...'aceopxyktmhbACEOPXYKTMHBαορκΑΟΡΚ'].map((letter, index) => [
    letter,
    [...'асеорхуктмнвАСЕОРХУКТМНВаоркАОРК'][index] ?? letter,
  ]),
);

/** Latin letters inside Cyrillic words are there so that filters do not read them. */
function unmixed(text: string): string {
  return text.replaceAll(/[\p{Script=Cyrillic}\p{Script=Greek}a-z]{2,}/giu, (word) =>
    /\p{Script=Cyrillic}/u.test(word)
      ? word.replaceAll(/[a-z\p{Script=Greek}]/giu, (letter) => lookalikes.get(letter) ?? letter)
      : word,
  );
}

function piecesOf(word: string): readonly string[] {
  const padded = `^${word.slice(0, 30)}$`;
  const pieces = [padded];
  for (let size = shortestPiece; size <= longestPiece; size += 1) {
    for (let from = 0; from + size <= padded.length; from += 1) pieces.push(padded.slice(from, from + size));
  }
  return pieces;
}

function mannersOf(text: string): readonly (readonly [string, number])[] {
  const count = (pattern: RegExp): number => Math.min(1, (text.match(pattern) ?? []).length / 5);
  const plain = unmixed(text);
  const about = topics.filter(({ pattern }) => pattern.test(plain)).map(({ name }): string => name);
  const mixed = (
    text.match(/\p{Script=Cyrillic}[a-z\p{Script=Greek}]|[a-z\p{Script=Greek}]\p{Script=Cyrillic}/giu) ?? []
  ).length;
  return [
    ['emoji', count(/\p{Extended_Pictographic}/gu)],
    ['exclamation', count(/!/g)],
    ['money', count(/[$€£₽₹]|\b(?:usd|eur|btc|eth|usdt)\b/giu)],
    ['mention', count(/(?:^|\s)@\w{3,}/g)],
    ['link', count(/https?:\/\/|\bt\.me\/|\bwww\./g)],
    ['capitals', count(/\p{Lu}{4,}/gu)],
    ['mixed-scripts', Math.min(1, mixed / 3)],
    ['odd-letters', count(/[\u13a0-\u13ff\u1d00-\u1d7f\u{1d400}-\u{1d7ff}]/gu)],
    ...topics.map(({ name }): readonly [string, number] => [name, about.includes(name) ? 0.5 : 0]),
    ...[2, 3, 4, 5].map((number): readonly [string, number] => [
      `topics-${number}`,
      about.length >= number ? 1 : 0,
    ]),
  ];
}

/** FNV-1a, folded to the table. */
function indexOf(piece: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < piece.length; index += 1) {
    hash = Math.imul(hash ^ piece.charCodeAt(index), 0x01_00_01_93);
  }
  return (hash >>> 0) & (tableSize - 1);
}
