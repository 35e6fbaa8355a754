import type { TestProject } from 'vitest/node';
import { type MadeStage, makeStage } from './make-stage.ts';

declare module 'vitest' {
  interface ProvidedContext {
    display: string;
    electron: string;
    app: string | null;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return provideStage(project, await makeStage());
}

export function provideStage(project: TestProject, { stage, remove }: MadeStage): () => Promise<void> {
  project.provide('display', stage.display);
  project.provide('electron', stage.electron);
  project.provide('app', stage.app);
  return remove;
}
