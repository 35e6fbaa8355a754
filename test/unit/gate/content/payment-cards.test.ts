import { describe, expect, it, test } from 'vitest';
import { found, inspect } from './inspecting.ts';

describe('a card number is found', () => {
  it.each([
    ['4111 1111 1111 1111', 'payment-card medium'],
    ['my card: 4111111111111111', 'payment-card high'],
    ['Kreditkarte 5555-5555-5555-4444, gültig bis 12/29', 'payment-card high'],
    ['amex 3714 496353 98431', 'payment-card high'],
    ['card 30569309025904', 'payment-card high'],
    ['Bestellnummer 4111 1111 1111 1111', 'payment-card low'],
    ['on 2026-05-01 4111 1111 1111 1111 was charged', 'payment-card medium'],
    ['４１１１ １１１１ １１１１ １１１１', 'payment-card medium'],
    ['4111\u00a01111\u00a01111\u00a01111', 'payment-card medium'],
    ['41\u200b11 1111 1111 1111', 'payment-card medium'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
  });
});

describe('other numbers are none', () => {
  it.each([
    'order 4111111111111111',
    'Bestellnummer 4111111111111111',
    'my card 4111111111111112',
    '1234567890123456',
    '0000000000000000',
    'https://shop.example/o/4111111111111111',
    'id=4111111111111111',
    'uuid 41111111-1111-4111-9111-111111111111',
    '+49 151 11111111 and 4111 11',
  ])('%s', (text) => {
    expect(found(text).filter((name) => name.startsWith('payment-card'))).toEqual([]);
  });
});

test('what is shown of a card is its last four digits, and where it stands is said for the text as written', () => {
  const text = 'card 4111 1111\u200b 1111 1111.';
  const [match] = inspect(text).matches;
  expect(match).toMatchObject({ masked: '••••••••••••1111' });
  expect(text.slice(match?.start, match?.end)).toBe('4111 1111\u200b 1111 1111');
});
