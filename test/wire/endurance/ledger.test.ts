import { expect, test } from 'vitest';
import { balanceOf } from './ledger.ts';

const written = ['one', 'two', 'three'].map((body) => ({ from: 'anna', to: 'bea', body }));
const balance = (...bodies: string[]) =>
  balanceOf(written, [{ place: 'the archive', from: 'anna', to: 'bea', bodies }]);

test('a place that holds everything once and in order is balanced', () => {
  expect(balance('one', 'two', 'three')).toEqual({
    lost: 0,
    duplicated: 0,
    disordered: 0,
    differences: [],
  });
});

test.each([
  ['is missing', ['one', 'three'], { lost: 1, duplicated: 0, disordered: 0 }],
  ['came twice', ['one', 'two', 'one', 'three'], { lost: 0, duplicated: 1, disordered: 0 }],
  ['nobody wrote', ['one', 'two', 'four', 'three'], { lost: 0, duplicated: 1, disordered: 0 }],
  ['came too late', ['two', 'three', 'one'], { lost: 0, duplicated: 0, disordered: 1 }],
])('a message that %s is counted', (_what, bodies, counts) => {
  const { differences, ...counted } = balance(...bodies);
  expect(counted).toEqual(counts);
  expect(differences).toHaveLength(1);
});
