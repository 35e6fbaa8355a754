import { inject } from 'vitest';
import { type Company, openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import type { GatehouseWindow } from '../../stage/gatehouse-window.ts';
import { Scene } from '../../stage/scene.ts';

export interface Play {
  readonly company: Company;
  readonly scene: Scene;
  /** The window of the launch at hand. */
  window: GatehouseWindow;
}

/** A company that answers quickly, and Gatehouse signed in to it as Anna, who is remembered. */
export async function openPlay(): Promise<Play> {
  const company = await openCompany(quickPace);
  const scene = new Scene(inject('stage'));
  try {
    const window = await scene.launch({ policy: company.policy });
    await signIn(window, company);
    return { company, scene, window };
  } catch (error) {
    await scene.end();
    await company.stop();
    throw error;
  }
}

export async function closePlay(play: Play | undefined): Promise<void> {
  await play?.scene.end();
  await play?.company.stop();
}

async function signIn(window: GatehouseWindow, { cast }: Company): Promise<void> {
  await window.signIn(cast.anna.jid, cast.anna.password);
  await window.isInside();
}

/** Ends Gatehouse and starts it again in the same home: it comes up signed in. */
export async function startAgain(play: Play): Promise<void> {
  await play.scene.quit();
  play.window = await play.scene.launch({ policy: play.company.policy });
  await play.window.isInside();
}
