import { defineConfig } from 'vitest/config';
import { buildConstants } from './build/constants.ts';

/** A test waits for events and not for time: this is what only a broken product exceeds, also where much else runs beside it. */
const patience = 60_000;
const inElectron = { testTimeout: 60_000, hookTimeout: 90_000, fileParallelism: false };

// Three kinds of promise: unit (pure, mirrors the tree), wire (real servers on this machine), e2e (real Electron); what needs more than
// the bundles to hold is asked of the package as well.
export default defineConfig({
  define: buildConstants({ isHardened: false }),
  test: {
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: patience,
          hookTimeout: patience,
        },
      },
      {
        extends: true,
        test: {
          name: 'wire',
          include: ['test/wire/**/*.test.ts'],
          testTimeout: 2 * patience,
          hookTimeout: 2 * patience,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/launch/surroundings.ts'],
          ...inElectron,
        },
      },
      {
        extends: true,
        test: {
          name: 'packaged',
          include: ['test/e2e/files/**/*.test.ts'],
          globalSetup: ['test/e2e/launch/packaged-surroundings.ts'],
          ...inElectron,
        },
      },
    ],
  },
});
