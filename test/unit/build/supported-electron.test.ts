import { expect, test } from 'vitest';
import { isSupported } from '../../../build/package/supported-electron.ts';

test.each([
  ['45.4.1', '45.9.0', true],
  ['45.4.1', '47.0.0', true],
  ['45.4.1', '48.0.0', false],
  ['33.2.1', '45.4.1', false],
])('a release of Electron %s while %s is the newest: %s (checklist item 16)', (version, newest, expected) => {
  expect(isSupported(version, newest)).toBe(expected);
});

test('what is not a version is not called supported', () => {
  expect(() => isSupported('latest', '45.0.0')).toThrow(TypeError);
});
