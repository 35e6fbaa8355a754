import { describe, expect, it } from 'vitest';
import { catalogueOf } from '../../../../renderer/text/catalogue.ts';

// The types make a missing key impossible; what they cannot see is a sentence that was left in the other language.
const sameInBoth = new Set([
  'app.name',
  'failureDetails.code',
  'failureDetails.params.host',
  'failureDetails.params.port',
  'message.label',
  'signIn.localPlaceholder',
  'presence.offline',
  'report.states.none',
  'settings.languages.en',
  'settings.languages.de',
  'details.title',
  'details.status',
  'conversation.details',
  'settings.version',
  'shortcuts.keys.cmd',
  'shortcuts.keys.option',
  'shortcuts.keys.alt',
  'shortcuts.keys.escape',
  'confirm.host',
  'preview.points',
  'report.way',
]);

describe('the catalogues', () => {
  const english = sentences(catalogueOf('en'));
  const german = sentences(catalogueOf('de'));

  it('have the same keys', () => {
    expect([...german.keys()]).toEqual([...english.keys()]);
  });

  it('say everything in both languages', () => {
    const untranslated = [...english].filter(([key, text]) => german.get(key) === text).map(([key]) => key);
    expect(untranslated.filter((key) => !sameInBoth.has(key))).toEqual([]);
  });

  it('leave nothing empty', () => {
    for (const catalogue of [english, german])
      expect(
        [...catalogue].filter(([key, text]) => text.trim() === '' && key !== 'report.states.none'),
      ).toEqual([]);
  });

  it('use typographic quotes, dashes and ellipses', () => {
    for (const catalogue of [english, german])
      expect([...catalogue].filter(([, text]) => /["']|\.\.\.| - /.test(text))).toEqual([]);
  });
});

/** Each text by its path; functions are asked with stand-ins. */
function sentences(node: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof node === 'string') return new Map([[path, node]]);
  if (typeof node === 'function')
    return new Map([[path, JSON.stringify(node('⟨a⟩', '⟨b⟩', '⟨c⟩')).replaceAll('"', '')]]);
  // Said by something else than words.
  if (node === null) return new Map();
  if (typeof node !== 'object') throw new Error(`${path} is no text`);
  return new Map(
    Object.entries(node).flatMap(([key, value]) => [
      ...sentences(value, path === '' ? key : `${path}.${key}`),
    ]),
  );
}
