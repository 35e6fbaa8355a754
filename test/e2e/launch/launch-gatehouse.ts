import { inject } from 'vitest';
import { type LaunchedGatehouse, type LaunchGatehouseOptions, launchOn } from './launch-on.ts';

/** launchOn on the stage that surroundings.ts made for this run of vitest. */
export function launchGatehouse(options: LaunchGatehouseOptions): Promise<LaunchedGatehouse> {
  return launchOn({ display: inject('display'), electron: inject('electron'), app: inject('app') }, options);
}
