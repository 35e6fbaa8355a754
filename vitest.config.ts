import { defineConfig } from 'vitest/config';
import { buildConstants } from './build/constants.ts';

const inElectron = { testTimeout: 60_000, hookTimeout: 90_000, fileParallelism: false };

// Three kinds of promise: unit (pure, mirrors the tree), wire (real servers on this machine), e2e (real Electron); what needs more than
// the bundles to hold is asked of the package as well.
export default defineConfig({
  define: buildConstants({ isHardened: false }),
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 20_000 },
      },
      {
        extends: true,
        test: {
          name: 'wire',
          include: ['test/wire/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
