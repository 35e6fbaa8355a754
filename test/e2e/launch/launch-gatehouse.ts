import { inject } from 'vitest';
import { type LaunchedGatehouse, type LaunchGatehouseOptions, launchOn } from './launch-on.ts';

/** launchOn on the stage that surroundings.ts made for this run of vitest. */
export function launchGatehouse(options: LaunchGatehouseOptions): Promise<LaunchedGatehouse> {
  return launchOn(inject('stage'), options);
}

/** The folder with the built application, for tests that change it or start it themselves. */
export function builtApp(): string {
  const { app } = inject('stage');
  if (app === null) throw new Error('a package is not for this test');
  return app;
}
