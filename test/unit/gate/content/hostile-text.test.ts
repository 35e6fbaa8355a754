import { expect, it } from 'vitest';
import { createContent } from '../../../../electron/gate/content/content.ts';
import { tokenRules } from '../../../../electron/gate/content/detect/token-table.ts';
import { policySchema } from '../../../../shared/policy.ts';

const content = createContent(
  policySchema.parse({
    confidential: {
      terms: [{ name: 'terms', words: ['Blue Heron', 'a a a'] }],
      expressions: [{ name: 'nested', pattern: '(a+)+b' }],
      fingerprints: [{ name: 'document', hashes: ['0123456789abcdef'] }],
    },
  }).confidential,
);
const size = 100_000;
const filled = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

/** Pieces whose repetition makes a search that goes back look at everything again and again. */
const pieces = [
  'a',
  '1',
  '1 ',
  '4111 ',
  '12-34.',
  '1.1',
  '(0)',
  '+1 ',
  'A1',
  'DE89 3704 ',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  'password=',
  'password = a',
  'token_',
  'eyJaaaaaaaaaaaaaaa.',
  'a@',
  'a.a@a.',
  'a://a:',
  'http://a:b',
  'curl -u ',
  'user: a ',
  'server=a;',
  'quick assist open you ',
  'dear ',
  'xoxb-1-',
  '"d":"',
  '\u200b1',
  '１',
  '🔥',
  ' ',
  '\n',
  '.',
];

it.each(pieces)('100 kB of %j take time in proportion', (piece) => {
  // What opens every first look, so that each search runs.
  const text = `${filled(piece)} x@y.zz 12345 password: token = is`;
  content.inspect(text.slice(0, 1000), 'outside');
  const started = process.cpuUsage();
  content.inspect(text, 'outside');
  content.fromOutside(text, true);
  const { user } = process.cpuUsage(started);
  expect(user / 1000).toBeLessThan(5000);
});

it('100 kB with every keyword of every rule take time in proportion', () => {
  const text = filled(`${tokenRules.flatMap(({ keywords }) => keywords).join('aA1 ')} `);
  const started = process.cpuUsage();
  content.inspect(text, 'outside');
  const { user } = process.cpuUsage(started);
  expect(user / 1000).toBeLessThan(10_000);
});
