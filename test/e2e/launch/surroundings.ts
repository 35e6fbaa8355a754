import type { TestProject } from 'vitest/node';
import type { Stage } from './launch-on.ts';
import { type MadeStage, makeStage } from './make-stage.ts';

declare module 'vitest' {
  interface ProvidedContext {
    stage: Stage;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideStage(project, await makeStage());
}

export function provideStage(project: TestProject, { stage, remove }: MadeStage): () => Promise<void> {
  project.provide('stage', stage);
  return remove;
}
