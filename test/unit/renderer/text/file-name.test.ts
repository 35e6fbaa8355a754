import { describe, expect, it } from 'vitest';
import { nameParts } from '../../../../renderer/text/file-name.ts';

describe('the name of a file', () => {
  it('is one piece as long as it is short', () => {
    expect(nameParts('offer.pdf')).toEqual({ start: '', tail: 'offer.pdf' });
  });

  it.each([
    ['an ending', 'Site plan with all remarks of the council.pdf', 'ncil.pdf'],
    ['both of two endings', 'invoice number 4711 of november.pdf.exe', 'mber.pdf.exe'],
    ['the last of many', 'everything that was in the house.tar.gz', 'ouse.tar.gz'],
    ['nothing but letters', 'a name that is long and has no ending', 'ding'],
  ])('never hides %s', (_what, name, tail) => {
    const parts = nameParts(name);
    expect(parts.tail).toBe(tail);
    expect(parts.start + parts.tail).toBe(name);
  });

  it('is not cut between the halves of a letter', () => {
    const { start, tail } = nameParts(`${'😀'.repeat(20)}x.pdf`);
    expect([start, tail].map(encodeURIComponent)).toHaveLength(2);
  });
});
