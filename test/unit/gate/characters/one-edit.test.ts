import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OneEdit } from '../../../../electron/gate/characters/one-edit.ts';

const near = new OneEdit([['corporation', 1]]);

it.each(['corporatio', 'corporations', 'xcorporation', 'corporatoin', 'corporetion', 'ocrporation'])(
  '%s is one edit away',
  (word) => {
    expect(near.find(word)).toBe(1);
  },
);

it.each(['corporation', 'corporati', 'corporationss', 'croproation', 'corpor', ''])('%s is not', (word) => {
  expect(near.find(word)).toBeNull();
});

it('finds every word with one character taken out, whatever the word', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 20 }), fc.nat(), (word, seed) => {
      const at = seed % word.length;
      const shorter = word.slice(0, at) + word.slice(at + 1);
      expect(new OneEdit([[word, true]]).find(shorter)).toBe(true);
    }),
    { seed: 20261124 },
  );
});
