import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Process, processesOf } from '../../build/unprivileged/processes.ts';
import { de } from '../../renderer/text/de.ts';
import { en } from '../../renderer/text/en.ts';
import { messageIdSchema } from '../../shared/model/message.ts';
import { type Settings, settingsSchema } from '../../shared/model/settings.ts';
import { makeStage } from '../e2e/launch/make-stage.ts';
import { beasMorning } from '../server/people/colleague.ts';
import { type Company, openCompany } from '../server/people/company.ts';
import { quickPace } from '../server/people/conversation.ts';
import { impostorsLure } from '../server/people/impostor.ts';
import { lenasMessages } from '../server/people/partner.ts';
import { closing } from '../stage/closing.ts';
import type { GatehouseWindow } from '../stage/gatehouse-window.ts';
import { Scene } from '../stage/scene.ts';
import { Teardown } from '../stage/teardown.ts';
import { Interruption } from './interruption.ts';

/** What was seen; nothing in it is assumed. */
export interface Observed {
  /** The server let Anna in, and her colleagues stand in the list. */
  readonly signedIn: boolean;
  /** Messages of Anna's that Bea has received. */
  readonly sent: number;
  /** Messages of others that the window shows. */
  readonly received: number;
  /** Neither a click nor the page itself could open it, and no browser was asked to. */
  readonly linkBlocked: boolean;
  /** The desk has it, and the message is in it. */
  readonly reportDelivered: boolean;
  /** As the server saw them. */
  readonly tls: string;
  readonly sasl: string;
  readonly electron: string;
  /** From the launch until one can sign in. */
  readonly windowMs: number;
}

/**
 * Walks through the main job and takes pictures. Rejects at the first step that does not come true, and when anything that
 * was started is left running.
 */
export async function check(pictures: string): Promise<Observed> {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  // Inherited by all that is started here, but for what Gatehouse starts: its scene knows that.
  const mark = randomUUID();
  process.env['GATEHOUSE_DEMO'] = mark;
  const interruption = new Interruption();
  const teardown = new Teardown();
  const left: (() => Process[])[] = [() => processesOf(`GATEHOUSE_DEMO=${mark}`)];
  let observed: Observed;
  try {
    const company = await openCompany(quickPace);
    teardown.add(() => company.stop());
    const { stage, remove } = await makeStage();
    teardown.add(remove);
    const scene = new Scene(stage);
    teardown.add(() => scene.end());
    left.push(() => scene.processes());
    const take: Camera = (page, name) => page.screenshot({ path: path.join(pictures, `${name}.png`) });
    const interrupted = interruption.came.then(() => {
      throw new Error('interrupted');
    });
    observed = await Promise.race([walk({ company, scene, take, interruption }), interrupted]);
  } finally {
    await teardown.run();
  }
  const running = left.flatMap((look) => look());
  if (running.length > 0)
    throw new Error(`left running: ${running.map(({ argv }) => argv.join(' ')).join('; ')}`);
  return observed;
}

interface Walk {
  readonly company: Company;
  readonly scene: Scene;
  readonly take: Camera;
  readonly interruption: Interruption;
}

type Camera = (page: GatehouseWindow['page'], name: string) => Promise<unknown>;

async function walk({ company, scene, take, interruption }: Walk): Promise<Observed> {
  const { anna, bea, lena, impostor } = company.cast;
  await company.startTheDay();
  const launchedAt = performance.now();
  const window = await scene.launch({ policy: company.policy });
  interruption.listen();
  const { page } = window;
  await page.getByRole('button', { name: en.signIn.submit, exact: true }).waitFor();
  const windowMs = Math.round(performance.now() - launchedAt);
  await take(page, '1-sign-in');

  await window.signIn(anna.jid, anna.password);
  await window.conversation(bea.name).waitFor();
  const session = company.server.sessions().findLast(({ jid }) => jid === anna.jid);

  await window.open(bea.name);
  const words = ['Thanks. Do they need the payroll summary?', 'Perfect, see you then.'] as const;
  const answers = ['Only the totals. Everything else stays in the vault.', 'See you!'];
  for (const text of words) await window.send(bea.name, text);
  const arrived = await Promise.all(words.map((text) => company.bea.expectMessage(text)));
  let received = await shown(window, [...beasMorning.map(asShown), ...answers]);
  await window.message(words[1]).getByText(en.message.states.delivered).waitFor();
  await take(page, '2-inside');

  await window.open(lena.name);
  received += await shown(window, lenasMessages.map(asShown));
  await take(page, '3-outside');
  await declineWarnedLink(window, scene, take);

  company.lure();
  await window.openRequests();
  await page.getByText(impostorsLure[0]).waitFor();
  await take(page, '5-request');
  await window.accept(impostor.jid);
  received += await shown(window, [impostorsLure[0], asShown(impostorsLure[1])]);
  await take(page, '5-unknown');
  const linkBlocked = await isBlocked(window, scene);

  await window.report(window.message('within the hour'));
  await page.getByText(en.report.done, { exact: true }).waitFor();
  await take(page, '6-reported');
  const report = await company.desk.firstReport(15_000);
  await page.getByText(en.report.states.sent, { exact: true }).waitFor();
  await lookAround(window, scene, take);

  return {
    signedIn: session !== undefined,
    sent: arrived.length,
    received,
    linkBlocked,
    reportDelivered: JSON.stringify(report.xarf).includes('sso/renew'),
    tls: session?.tls ?? '',
    sasl: session?.sasl ?? '',
    electron: await scene.gatehouse.app.evaluate(() => process.versions['electron'] ?? ''),
    windowMs,
  };
}

/** Waits until all are in sight and returns how many they are. */
async function shown(window: GatehouseWindow, texts: readonly string[]): Promise<number> {
  for (const text of texts) await window.message(text).first().waitFor();
  return texts.length;
}

/** The part of a message before its link: a link shows its real host instead of what was written. */
function asShown(body: string): string {
  return body.replace(/https?:.*/, '').trim();
}

/** A warned link asks first, in a view of its own; whoever goes back has opened nothing. */
async function declineWarnedLink(window: GatehouseWindow, scene: Scene, take: Camera): Promise<void> {
  const asked = scene.gatehouse.app.waitForEvent('window');
  await window.message('The scan is on').getByRole('button').first().click();
  const question = await asked;
  await question.getByRole('button', { name: en.confirm.back }).waitFor();
  await take(question, '4-link-warning');
  await closing(question, () => question.getByRole('button', { name: en.confirm.back }).click());
  await window.composer('Lena Park').waitFor();
  if (scene.browser.opened().length > 0) throw new Error('a link was opened that nobody confirmed');
}

/** Tries the link with the mouse and, as hostile script in the page would, over the bridge. */
async function isBlocked(window: GatehouseWindow, scene: Scene): Promise<boolean> {
  const message = window.message('within the hour');
  await message.locator('s').first().click();
  const id = messageIdSchema.parse(await message.getAttribute('data-message'));
  const answer = await window.call('links.open', { id, index: 0 });
  return JSON.stringify(answer).includes('"outcome":"blocked"') && scene.browser.opened().length === 0;
}

/** The same conversation dark, in high contrast, in German, and in a narrow window. */
async function lookAround(window: GatehouseWindow, scene: Scene, take: Camera): Promise<void> {
  const answer = await window.call('settings.get', null);
  if (!answer.ok) throw new Error(`no settings: ${answer.error}`);
  const settings = settingsSchema.parse(answer.value);
  const wear = (changes: Partial<Settings>) => window.call('settings.set', { ...settings, ...changes });
  await wear({ theme: 'dark' });
  await take(window.page, '7-dark');
  await wear({ theme: 'contrast' });
  await take(window.page, '8-contrast');
  await wear({ theme: 'light', language: 'de' });
  await window.page.getByText(de.report.done, { exact: true }).waitFor();
  await take(window.page, '9-german');
  await scene.gatehouse.app.evaluate(({ BrowserWindow }) => {
    for (const each of BrowserWindow.getAllWindows()) each.setContentSize(520, 760);
  });
  await take(window.page, '10-narrow');
}
