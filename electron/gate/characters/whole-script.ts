/** Letters of one script that pass for Latin ones or digits in most typefaces, and the endings under which that script is at home. */
interface LookAlikes {
  readonly script: RegExp;
  readonly letters: ReadonlySet<string>;
  readonly endings: ReadonlySet<string>;
}

// UTS 39 section 4, whole-script confusables; which letters count follows Chromium's IDN policy (docs/idn.md), so that what is called
// doubtful here is what browsers do not show either.
const scripts: readonly LookAlikes[] = [
  lookAlikes(/\p{scx=Armn}/u, 'ագզէլհյոսւօՙ', 'am'),
  lookAlikes(/\p{scx=Cyrl}/u, 'аысԁеԍһіюјӏорԗԛѕԝхуъьҽпгѵѡ', 'bg by kg kz mk mn pyc rs ru su tj ua uz'),
  lookAlikes(/\p{scx=Ethi}/u, 'ሀሠሰስበነተከዐዕዘጠፐꬅ', 'er et'),
  lookAlikes(/\p{scx=Geor}/u, 'იოყძხჽჿ', 'ge'),
  lookAlikes(/\p{scx=Grek}/u, 'αικνρυωηοτ', 'cy gr'),
  lookAlikes(/\p{scx=Hebr}/u, 'דוחיןסװײ׳ﬦ', 'il'),
  lookAlikes(/\p{scx=Beng}/u, '০৭'),
  lookAlikes(/\p{scx=Deva}/u, 'ऽ०ॱ'),
  lookAlikes(/\p{scx=Gujr}/u, 'ડટ૦૧'),
  lookAlikes(/\p{scx=Guru}/u, '੦੧'),
  lookAlikes(/\p{scx=Knda}/u, 'ಽ೦೧'),
  lookAlikes(/\p{scx=Mlym}/u, 'ടഠധനറ൦'),
  lookAlikes(/\p{scx=Orya}/u, 'ଠ୦୮'),
  lookAlikes(/\p{scx=Taml}/u, 'டப௦'),
  lookAlikes(/\p{scx=Telu}/u, '౦౧'),
  lookAlikes(/\p{scx=Mymr}/u, 'ခဂငထပဝ၀၂ၔၜ႐႑႕႖႗', 'mm'),
  lookAlikes(/\p{scx=Thai}/u, 'ทนบพรหเแ๐ดลปฟม', 'th'),
];

// Numbers of other scripts, and letters, that read as a digit, an "o" or a "q".
const numbers = new Set('θ२২੨૨೩೭շзҙӡउওਤ੩૩౩ဒვპੜ੫丩ㄐճ৪੪୫૭୨౨০੦૦ଠ୦೦৭੧૧');

/** A label all in one foreign script that can be read as Latin, under an ending where that script is not at home. */
export function readsAsLatin(label: string, ending: string): boolean {
  // Behind a name in Latin nobody expects a Korean ending.
  if (!/^[a-z0-9-]*$/.test(ending)) return false;
  return scripts.some(({ script, letters, endings }) => {
    const own = [...label].filter((character) => script.test(character) && !isShared.test(character));
    if (own.length === 0 || !own.every((character) => letters.has(character))) return false;
    return !endings.has(ending);
  });
}

/** A label that can be read as a number and is none. */
export function readsAsNumber(label: string): boolean {
  const characters = [...label];
  return (
    characters.some((character) => numbers.has(character)) &&
    characters.every((character) => numbers.has(character) || /[0-9]/.test(character))
  );
}

// Digits, hyphens and the marks of no particular script.
const isShared = /[\p{scx=Zyyy}\p{scx=Zinh}]/u;

function lookAlikes(script: RegExp, letters: string, endings = ''): LookAlikes {
  return { script, letters: new Set(letters), endings: new Set(endings.split(' ')) };
}
