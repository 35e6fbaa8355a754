import { expect, test } from 'vitest';
import { firstPlace, maskedParts } from '../../../../renderer/leaving/masked-parts.ts';
import type { LeavingFinding } from '../../../../shared/model/leaving.ts';

/** A finding at each place where `words` stand in the text. */
function findingOf(text: string, words: string, masked: string): LeavingFinding {
  const matches = [...text.matchAll(new RegExp(words, 'g'))].map(({ index }) => ({
    detector: 'term' as const,
    kind: 'names',
    start: index,
    end: index + words.length,
    confidence: 'high' as const,
    masked,
  }));
  return {
    rule: words,
    action: 'block',
    intended: 'block',
    count: matches.length,
    explanation: null,
    matches,
  };
}

const shown = (text: string, ...findings: readonly LeavingFinding[]) =>
  maskedParts(text, findings)
    .map((part) => (part.kind === 'text' ? part.text : part.kind === 'match' ? `[${part.masked}]` : '…'))
    .join('');

test('what was found is masked where it stands, and the rest of a short text is there', () => {
  const text = 'The secret is out, the secret is everywhere.';
  expect(shown(text, findingOf(text, 'secret', '••'))).toBe('The [••] is out, the [••] is everywhere.');
});

test('nothing that was found is shown where findings overlap or touch', () => {
  const text = 'open sesame now';
  const parts = shown(text, findingOf(text, 'open sesame', 'A'), findingOf(text, 'sesame now', 'B'));
  expect(parts).toBe('[A]');
  expect(shown('abcd', findingOf('abcd', 'ab', 'A'), findingOf('abcd', 'cd', 'B'))).toBe('[A][B]');
});

test('of a long text there is what stands around the findings, and no word is cut', () => {
  const long = 'word '.repeat(100);
  const text = `${long}secret ${long}`;
  const parts = shown(text, findingOf(text, 'secret', '••'));
  expect(parts).toMatch(/^…(word )+\[••\]( word)+…$/);
  expect(parts.length).toBeLessThan(150);
});

test('the first place is the one that stands first, whatever its rule', () => {
  const text = 'alpha beta';
  expect(firstPlace([findingOf(text, 'beta', 'B'), findingOf(text, 'alpha', 'A')])).toMatchObject({
    start: 0,
  });
  expect(firstPlace([])).toBeNull();
});
