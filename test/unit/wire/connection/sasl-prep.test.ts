import { describe, expect, it } from 'vitest';
import { saslPrep } from '../../../../electron/wire/connection/sasl-prep.ts';

describe('SASLprep', () => {
  it.each([
    ['I\u00ADX', 'IX'],
    ['user', 'user'],
    ['USER', 'USER'],
    ['\u00AA', 'a'],
    ['\u2168', 'IX'],
    ['\u0007', null],
    ['\u0627\u0031', null],
  ])('does what RFC 4013 section 3 does with %j', (text, prepared) => {
    expect(saslPrep(text)).toBe(prepared);
  });

  it.each([
    ['correct horse', 'correct horse'],
    ['a\u00A0b', 'a b'],
    ['a\u3000b', 'a b'],
    ['Pa\u0308sswort', 'P\u00E4sswort'],
    ['p4ß€🔑', 'p4ß€🔑'],
    ['\u05D0\u05D1', '\u05D0\u05D1'],
    ['', null],
    ['\u00AD', null],
    ['a\u202Eb', null],
    ['a\uE000', null],
    ['a\uD800', null],
    ['a\uFFFE', null],
    ['\u05D0a\u05D1', null],
  ])('makes of %j %j', (text, prepared) => {
    expect(saslPrep(text)).toBe(prepared);
  });
});
