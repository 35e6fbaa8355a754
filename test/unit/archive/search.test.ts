import { expect, test } from 'vitest';
import { alice, incoming, openArchive } from './fixture.ts';

async function found(query: string, ...bodies: string[]) {
  const archive = await openArchive();
  await archive.store(bodies.map((body, count) => incoming(count, { body })));
  return (await archive.search(query, null, 100)).map(({ body }) => body);
}

test('finds all words in any order, without accents and case, the last one as a beginning', async () => {
  const texts = ['Die Rechnung für Müller', 'Muller hat keine', 'rechnungen'];
  expect(await found('MULLER rech', ...texts)).toEqual(['Die Rechnung für Müller']);
  expect(await found('rechn', ...texts)).toEqual(['rechnungen', 'Die Rechnung für Müller']);
});

test('newest first, of one person or of all, up to the limit', async () => {
  const archive = await openArchive();
  await archive.store([
    incoming(3, { body: 'word c' }),
    incoming(1, { body: 'word a' }),
    incoming(2, { body: 'word b', peer: alice }),
  ]);
  const bodies = async (...query: Parameters<typeof archive.search>) =>
    (await archive.search(...query)).map(({ body }) => body);
  expect(await bodies('word', null, 10)).toEqual(['word c', 'word b', 'word a']);
  expect(await bodies('word', null, 2)).toEqual(['word c', 'word b']);
  expect(await bodies('word', alice, 10)).toEqual(['word b']);
});

test.each([
  '"',
  '""""',
  'a" OR "b',
  'body: x',
  'NEAR(a b)',
  '(',
  '^a',
  'a*b',
  '-a',
  '{a}',
  'AND',
  'NOT a',
  '\0',
  '\ud800',
  '!!! ???',
  '   ',
  '%',
])('a query is words, never syntax: %j', async (query) => {
  expect(await found(query, 'nothing of that kind')).toEqual([]);
});

test('quotes and operators in a query are looked for as text', async () => {
  expect(await found('say "yes" or', 'they say "yes" or no')).toEqual(['they say "yes" or no']);
  expect(await found('foo-bar !!!', 'a foo-bar', 'foo and bar')).toEqual(['a foo-bar']);
});

test('any part of a sentence without spaces is found', async () => {
  const texts = ['明日の会議は十時からです', 'ประชุมพรุ่งนี้', '明の日'];
  expect(await found('会議', ...texts)).toEqual(['明日の会議は十時からです']);
  expect(await found('明日', ...texts)).toEqual(['明日の会議は十時からです']);
  expect(await found('ชุม', ...texts)).toEqual(['ประชุมพรุ่งนี้']);
});
