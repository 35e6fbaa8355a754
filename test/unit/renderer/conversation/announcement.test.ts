import { describe, expect, it } from 'vitest';
import { announcement } from '../../../../renderer/conversation/use-announced-news.ts';
import { catalogueOf } from '../../../../renderer/text/catalogue.ts';
import { verdictOf } from '../../../../shared/model/verdict.ts';
import { message, withLink } from '../fixture/messages.ts';

const texts = { text: catalogueOf('en'), language: 'en' } as const;
const at = Date.UTC(2026, 10, 24);

describe('what a screen reader hears of a new message', () => {
  it('is its text', () => {
    expect(announcement(message('bea@corp.test', { body: 'Morning!', at }), texts)).toBe('Morning!');
  });

  it('is the reason instead of the text when it is held', () => {
    const held = message('bea@corp.test', {
      body: 'secret',
      at,
      verdict: verdictOf([{ code: 'text.encrypted-unreadable', level: 'hold', params: {} }]),
    });
    expect(announcement(held, texts)).toBe(
      'Held back. Encrypted, not readable under this organisation’s policy.',
    );
  });

  it('names the reason of a stopped link after the text', () => {
    const linked = withLink(message('bea@corp.test', { body: 'go to bad.test now', at }), {
      word: 'bad.test',
      url: 'https://bad.test/',
      host: 'bad.test',
      reasons: [
        { code: 'link.blocklisted', level: 'block', params: { host: 'bad.test', entry: 'bad.test' } },
      ],
    });
    expect(announcement(linked, texts)).toBe(
      'go to bad.test now. bad.test is on your company’s list of blocked sites.',
    );
  });

  it('names hidden characters', () => {
    expect(announcement(message('bea@corp.test', { body: 'a\u202Eb', at }), texts)).toBe('a[U+202E]b');
  });
});
