import { describe, expect, it } from 'vitest';
import { snippet } from '../../../../renderer/search/snippet.ts';

describe('the line of a found message', () => {
  it('marks the first found word and begins at a word', () => {
    const body = 'The figures of the quarter are ready and the auditors would like to see them';
    expect(snippet(body, 'AUDITORS')).toEqual({
      before: '…the quarter are ready and the ',
      mark: 'auditors',
      after: ' would like to see them',
    });
  });

  it('says at the end that the text goes on, also where nothing is marked', () => {
    expect(snippet('word '.repeat(100), 'ward').before).toMatch(/word…$/);
  });

  it('is one line, also of a text of many', () => {
    expect(snippet('one\n\n two', 'two')).toEqual({ before: 'one ', mark: 'two', after: '' });
  });

  it('marks nothing when the words are found only by the index', () => {
    expect(snippet('running late', 'ran')).toEqual({ before: 'running late', mark: '', after: '' });
  });

  it('marks nothing where lower case has another length', () => {
    expect(snippet('İstanbul calling', 'calling').mark).toBe('');
  });

  it('is bounded for a long text', () => {
    const { before, mark, after } = snippet(`${'a '.repeat(5000)}needle ${'b '.repeat(5000)}`, 'needle');
    expect(mark).toBe('needle');
    expect((before + mark + after).length).toBeLessThan(220);
    expect(before.startsWith('…') && after.endsWith('…')).toBe(true);
  });
});
