import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { electronAccount, giveTo } from '../../build/unprivileged/account.ts';
import { makeStage } from '../e2e/launch/make-stage.ts';
import { openCompany } from '../server/people/company.ts';
import { humanPace } from '../server/people/conversation.ts';
import { Scene } from '../stage/scene.ts';
import { Teardown } from '../stage/teardown.ts';
import { Interruption } from './interruption.ts';

/** For a person: opens Gatehouse on their display, signed in, and ends everything when they close it or press Ctrl+C. */
export async function play(display: string): Promise<void> {
  const interruption = new Interruption();
  const teardown = new Teardown();
  try {
    const company = await openCompany(humanPace);
    teardown.add(() => company.stop());
    const { stage, remove } = await makeStage(display);
    teardown.add(remove);
    const scene = new Scene(stage);
    teardown.add(() => scene.end());
    await company.startTheDay();
    await company.sendFiles();
    const { anna } = company.cast;
    console.error(`You are ${anna.name}: ${anna.jid}, password ${anna.password}`);
    console.error('Bea Lindqvist answers when you write. In a while, somebody unknown will write to you.');
    const window = await scene
      .launch({ policy: company.policy, env: ticketFor(scene.home) })
      .catch((error: unknown) => {
        throw new Error(`Gatehouse could not be opened on display ${display}${hint()}`, { cause: error });
      });
    interruption.listen();
    await window.signIn(anna.jid, anna.password);
    const closed = new Promise<void>((resolve) => scene.gatehouse.app.once('close', () => resolve()));
    const lure = setTimeout(() => company.lure(), LURE_AFTER_MS);
    await Promise.race([closed, interruption.came]);
    clearTimeout(lure);
  } finally {
    await teardown.run();
  }
}

/** What lets another account draw on this display: a copy of its ticket, where there is one. */
function ticketFor(home: string): Record<string, string> {
  const ticket = process.env['XAUTHORITY'];
  if (!ticket) return {};
  const copy = path.join(home, '.Xauthority');
  copyFileSync(ticket, copy);
  giveTo(electronAccount(), copy);
  return { XAUTHORITY: copy };
}

/** Gatehouse never runs as root, and a display belongs to the account that opened it. */
function hint(): string {
  const account = electronAccount();
  return account ? `. It runs as ${account.name}: xhost +si:localuser:${account.name}` : '';
}

const LURE_AFTER_MS = 25_000;
