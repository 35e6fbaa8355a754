import type { TestProject } from 'vitest/node';
import { makePackagedStage } from './make-stage.ts';
import { provideStage } from './surroundings.ts';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideStage(project, await makePackagedStage());
}
