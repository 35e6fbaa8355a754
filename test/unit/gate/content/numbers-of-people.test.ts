import { describe, expect, it } from 'vitest';
import { found } from './inspecting.ts';

describe('numbers with a checksum and words around them are certain', () => {
  it.each([
    ['My SSN is 536-22-8726', 'us-ssn high'],
    ['Meine Steuer-ID: 12345678903.', 'de-tax-id high'],
    ['codice IBAN: DE89 3704 0044 0532 0130 00', 'iban high'],
    ['gb82west12345698765432', 'iban high'],
    ['RVNR 15 070649 C 103', 'de-social-security high'],
    ['my PESEL 44051401359', 'pl-pesel high'],
    ['NHS 943 476 5919', 'uk-nhs high'],
    ['BSN: 111222333', 'nl-bsn high'],
    ['TC kimlik 10000000146', 'tr-kimlik high'],
    ['DNI 12345678Z', 'es-dni high'],
    ['Aadhaar 3123 4567 8909', 'in-aadhaar high'],
    ['Kennitala, no: fødselsnummer 29029600013', 'no-fodselsnummer high'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
  });
});

describe('without the words a number is not believed in a sentence', () => {
  it.each([
    'Room 121000358 is free, take the lift',
    'We sold 1234567890121 units of it',
    'Ticket 44051401359 was closed by Anna',
    'The build 111222333 failed again on the main branch',
    'Call it version 12345678903 then',
    'IBAN DE89 3704 0044 0532 0130 01',
    'Meeting at 10:30 in room 4, floor 12, until 2026-11-24',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('a list of people is more than its lines', () => {
  const list = Array.from({ length: 12 }, (_, count) => `person${count}@customer.example`).join('\n');
  it('ten addresses do not leave, nine do', async () => {
    const { inspect } = await import('./inspecting.ts');
    expect(inspect(list).decision).toMatchObject({
      kind: 'refuse',
      findings: [{ rule: 'lists-of-people', count: 12 }],
    });
    expect(inspect(list.split('\n').slice(0, 9).join('\n')).decision).toEqual({ kind: 'send' });
    expect(inspect(list, 'inside').decision).toMatchObject({ kind: 'confirm', step: 'notice' });
  });
});
