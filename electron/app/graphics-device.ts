/** Where Linux keeps them: DRM, NVIDIA's own driver, Windows below WSL, and the drivers of boards that are not in DRM. */
const devices = [
  '/dev/dri',
  '/dev/nvidiactl',
  '/dev/nvidia0',
  '/dev/dxg',
  '/dev/mali0',
  '/dev/kgsl-3d0',
  '/dev/nvhost-gpu',
];

/**
 * Whether this computer can have anything that draws faster than its processor. Where it cannot (virtual desktops, thin clients),
 * Chromium starts a graphics process that fails, finds out late, and the page waits for the next one with its first picture.
 */
export function hasGraphicsDevice(platform: NodeJS.Platform, exists: (file: string) => boolean): boolean {
  return platform !== 'linux' || devices.some(exists);
}
