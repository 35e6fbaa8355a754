import { describe, expect, it } from 'vitest';
import { languages } from '../../../../renderer/text/language.ts';
import { reasonText } from '../../../../renderer/text/reason-text.ts';
import { plainText } from '../../../../renderer/text/sentence.ts';
import { reasonCodes } from '../../../../shared/model/verdict.ts';

const params = {
  scheme: 'javascript',
  host: 'xn--orp-3ed.test',
  userinfo: 'corp.test',
  address: '10.0.0.1',
  characters: 'U+200B',
  scripts: 'Latin, Cyrillic',
  imitates: 'corp.test',
  character: 'с',
  script: 'Cyrillic',
  name: 'IT Helpdesk',
  ascii: 'xn--bcher-kva.example',
  entry: 'bad.test',
  domain: 'partner.test',
  limit: '65536',
  check: 'links',
  written: 'https:\\\\bad.test',
};

describe.each(languages)('reasons in %s', (language) => {
  it.each(reasonCodes)('%s is one whole sentence with a reason behind it', (code) => {
    const { sentence, why } = reasonText({ code, params }, language);
    expect(plainText(sentence)).toMatch(/^\S.*\.$/);
    expect(plainText(sentence).match(/[.!?] /g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(plainText(why)).toMatch(/^\S.*\.$/);
    expect(plainText(why)).not.toBe(plainText(sentence));
  });

  it.each(reasonCodes)('%s bears missing parameters without showing "undefined"', (code) => {
    const { sentence, why } = reasonText({ code, params: {} }, language);
    expect(plainText(sentence) + plainText(why)).not.toMatch(/undefined|null|NaN/);
  });

  it('never takes a parameter from the prototype', () => {
    const { sentence } = reasonText(
      { code: 'person.outside', params: Object.create({ domain: 'evil.test' }) },
      language,
    );
    expect(plainText(sentence)).not.toContain('evil.test');
  });

  it('marks what comes from outside, so that it can be isolated and revealed', () => {
    for (const code of reasonCodes) {
      const { sentence, why } = reasonText({ code, params }, language);
      const loose = [...sentence, ...why].filter((part): part is string => typeof part === 'string').join('');
      for (const name of [
        'host',
        'userinfo',
        'address',
        'imitates',
        'name',
        'domain',
        'entry',
        'written',
        'character',
      ] as const)
        expect(loose, code).not.toContain(params[name]);
    }
  });
});

describe('the imitated domain', () => {
  it('is named with the odd character and its script', () => {
    const english = reasonText({ code: 'link.imitates-domain', params }, 'en').sentence;
    expect(plainText(english)).toBe(
      'This link imitates corp.test. It leads to xn--orp-3ed.test, written with the Cyrillic “с”.',
    );
    const german = reasonText({ code: 'link.imitates-domain', params }, 'de').sentence;
    expect(plainText(german)).toBe(
      'Dieser Link ahmt corp.test nach. Er führt zu xn--orp-3ed.test, geschrieben mit dem Zeichen „с“ (kyrillisch).',
    );
  });

  it('does without the character when none is known', () => {
    const { sentence } = reasonText(
      { code: 'link.imitates-domain', params: { ...params, character: '', script: '' } },
      'en',
    );
    expect(plainText(sentence)).toBe('This link imitates corp.test. It leads to xn--orp-3ed.test.');
  });
});
