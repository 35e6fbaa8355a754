import type { TestProject } from 'vitest/node';
import { makeStage } from './make-stage.ts';

declare module 'vitest' {
  interface ProvidedContext {
    display: string;
    electron: string;
    app: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stage, remove } = await makeStage();
  project.provide('display', stage.display);
  project.provide('electron', stage.electron);
  project.provide('app', stage.app);
  return remove;
}
