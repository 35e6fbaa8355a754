import { expect, test } from 'vitest';
import { releaseRequest, withAnswer } from '../../../../renderer/file/release-request.ts';

const code = 'c0de'.repeat(8);
const release = `release ${code}`;
const refuse = `refuse ${code}`;

test('a request for a held file offers the two answers that it asks for, and nothing else does', () => {
  expect(releaseRequest(`Please\n\nSHA-256: x\n${release}\n${refuse}`)).toEqual({ release, refuse });
  for (const other of [
    '',
    release,
    `${release}\nrefuse ${'0'.repeat(32)}`,
    `I ${release}\n${refuse}`,
    `release ${'c0de'.repeat(9)}\n${refuse}`,
  ])
    expect(releaseRequest(other)).toBeNull();
});

test('an answer stands under what was being written, and takes the place of an earlier one', () => {
  expect(withAnswer('', release)).toBe(release);
  expect(withAnswer('I looked at it', release)).toBe(`I looked at it\n${release}`);
  expect(withAnswer(`I looked at it\n${release}`, refuse)).toBe(`I looked at it\n${refuse}`);
});
