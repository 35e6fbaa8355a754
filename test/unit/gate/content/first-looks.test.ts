import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idNumbers } from '../../../../electron/gate/content/detect/national-id-table.ts';
import { mayHoldNumber } from '../../../../electron/gate/content/detect/national-ids.ts';
import { tokenRules } from '../../../../electron/gate/content/detect/token-table.ts';
import { tokens, tokensOf } from '../../../../electron/gate/content/detect/tokens.ts';

// What a text has to have before the costly expressions are asked: too much may pass, never too little.

const asWritten = (text: string): string => text;
const small = (text: string): string => text.toLowerCase();
const large = (text: string): string => text.toUpperCase();

/** Strings of an expression's shape, without what it wants around them. */
function ofShape(
  pattern: string,
  cases: readonly ((text: string) => string)[] = [asWritten],
): fc.Arbitrary<string> {
  const shape = pattern.replaceAll(/^\(\?i\)|\\1|\\b|\(\?<?[!=](?:\[[^\]]*\]|\\.|[^()[\]])*\)/g, '');
  return fc
    .tuple(fc.stringMatching(new RegExp(`^(?:${shape})$`), { maxLength: 200 }), fc.constantFrom(...cases))
    .map(([text, written]) => written(text));
}

const before = fc.constantFrom('', 'see ', 'a\n', 'in 2026 ', '(', 'x, ', 'ſ', '💩 ');

it.each(idNumbers)('no number goes unseen for what its text lacks: $kind', ({ shape, isValid }) => {
  fc.assert(
    fc.property(before, ofShape(shape.source, [asWritten, small, large]), (words, number) => {
      expect(mayHoldNumber(words + number) || isValid?.(number) === false).toBe(true);
    }),
    { seed: 20261125, numRuns: 200 },
  );
});

/** With something in it that is long enough for a secret, and stands far from all others. */
const filler = `see https://corp.test/a/long/path${' and what was said of it'.repeat(10)} `;

it.each(tokenRules.filter(({ isAnyCase }) => isAnyCase === true))(
  'no key is left out for standing far from its name: $kind',
  (rule) => {
    const shapes = fc.oneof(
      ofShape(rule.pattern, [asWritten, small, large]),
      ofShape(rule.pattern.replaceAll('[a-z0-9_ .-]{0,30}', ' {30}').replaceAll('{0,', '{')),
    );
    fc.assert(
      fc.property(shapes, before, (secret, words) => {
        const text = `${filler}${words}${secret} ${filler}`;
        expect(tokens(text)).toEqual(expect.arrayContaining([...tokensOf(text, rule)]));
      }),
      { seed: 20261125, numRuns: 50 },
    );
  },
);

it('no key is left out for letters that are taken for others where case does not matter', () => {
  const key = `etsy key = ${['ab1', 'cd2', 'ef3', 'gh4', 'ij5', 'lm6'].join('ſ')}K`;
  expect(tokens(filler + key)).toMatchObject([{ kind: 'etsy-key' }]);
});

it.each(tokenRules.filter(({ hint }) => hint !== undefined))(
  'no token is left out for the cheaper look at it: $kind',
  (rule) => {
    fc.assert(
      fc.property(ofShape(rule.pattern), before, (secret, words) => {
        const text = `${filler}${words}${secret} ${filler}`;
        expect(tokens(text)).toEqual(expect.arrayContaining([...tokensOf(text, rule)]));
      }),
      { seed: 20261125, numRuns: 50 },
    );
  },
);
