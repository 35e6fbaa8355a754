import { expect, it } from 'vitest';
import { hasGraphicsDevice } from '../../../electron/app/graphics-device.ts';

it.each(['/dev/dri', '/dev/nvidia0', '/dev/dxg'])('a desktop with %s draws with it', (device) => {
  expect(hasGraphicsDevice('linux', (file) => file === device)).toBe(true);
});

it('a Linux desktop without any draws with its processor at once', () => {
  expect(hasGraphicsDevice('linux', () => false)).toBe(false);
});

it.each(['win32', 'darwin'] as const)('on %s the system decides', (platform) => {
  expect(hasGraphicsDevice(platform, () => false)).toBe(true);
});
