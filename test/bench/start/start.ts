import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import { readablePackage } from '../../../build/unprivileged/readable-copies.ts';
import { makeStage } from '../../e2e/launch/make-stage.ts';
import { openCompany } from '../../server/people/company.ts';
import { quickPace } from '../../server/people/conversation.ts';
import { Scene } from '../../stage/scene.ts';
import { Teardown } from '../../stage/teardown.ts';
import type { Bench } from '../frame/bench.ts';
import { median, rounded } from '../frame/statistics.ts';
import { fillProfile } from './fill-profile.ts';
import { type Program, startWindow, type WindowStart } from './window-start.ts';

const RUNS = 7;
const MESSAGES = 10_000;
/** What the ratios may be at most. */
const GOALS = { windowRatio: 1.35, usableRatio: 1.8, memoryRatio: 1.6 } as const;
const root = path.resolve(import.meta.dirname, '../../..');

/**
 * The packaged application against a bare window of the same Electron, in turn: with an account that is signed in, its
 * server there, and 10,000 stored messages.
 *
 * windowMs: until the list with its conversations is on the screen. With the first picture that Gatehouse kept when it ran before, as it
 * does for everybody who started it before: the time is Chromium's for the last line of the picture (Element Timing). A start without one
 * counts with its usableMs. usableMs: until the list answers to clicks, the frame after the one with which the page's own list took over.
 */
export const start: Bench = async (progress) => {
  progress('packaging');
  run(['build/build.ts']);
  run(['build/dist.ts', '--dir', '--e2e']);
  const teardown = new Teardown();
  try {
    const company = await openCompany(quickPace);
    teardown.add(() => company.stop());
    const { stage, remove } = await makeStage();
    teardown.add(remove);
    const packaged = await readablePackage(electronAccount(), path.join(root, 'out/e2e/linux-unpacked'));
    teardown.add(() => packaged.remove());
    const scene = new Scene(stage);
    teardown.add(() => scene.end());
    progress(`storing ${MESSAGES} messages`);
    await fillProfile(scene, company, MESSAGES);

    const bareWindow = path.join(scene.home, 'bare-window');
    cpSync(path.join(import.meta.dirname, 'bare-window'), bareWindow, { recursive: true });
    const common = { display: stage.display, home: scene.home };
    const bare: Program = { ...common, command: [stage.electron, bareWindow] };
    const env = { GATEHOUSE_POLICY: path.join(scene.home, 'policy.json'), GATEHOUSE_BENCH: '1' };
    const gatehouse: Program = { ...common, command: [path.join(packaged.folder, 'gatehouse')], env };
    progress('a first start, which leaves its picture');
    await startWindow(gatehouse);
    const starts: Round[] = [];
    for (let round = 1; round <= RUNS; round++) {
      progress(`round ${round} of ${RUNS}`);
      starts.push({ bare: await startWindow(bare), gatehouse: await startWindow(gatehouse) });
    }
    const { jid } = company.cast.anna;
    const logins = company.server.sessions().filter((session) => session.jid === jid).length;
    if (logins <= RUNS) throw new Error('the application did not sign in at every start');
    return result(starts);
  } finally {
    await teardown.run();
  }
};

interface Round {
  readonly bare: WindowStart;
  readonly gatehouse: WindowStart;
}

function result(starts: readonly Round[]) {
  const of = (program: 'bare' | 'gatehouse') => ({
    windowMs: Math.round(median(starts.map((each) => each[program].paintedMs))),
    usableMs: Math.round(median(starts.map((each) => each[program].usableMs))),
    memoryMb: Math.round(median(starts.map((each) => each[program].memory)) / 1e6),
    processes: median(starts.map((each) => each[program].processes)),
  });
  const bare = of('bare');
  const gatehouse = of('gatehouse');
  const windowRatio = rounded(gatehouse.windowMs / bare.windowMs, 2);
  const usableRatio = rounded(gatehouse.usableMs / bare.usableMs, 2);
  const memoryRatio = rounded(gatehouse.memoryMb / bare.memoryMb, 2);
  return {
    rows: [
      { median: 'bare window', ...bare },
      { median: 'Gatehouse', ...gatehouse },
      {
        median: 'ratio',
        windowMs: windowRatio,
        usableMs: usableRatio,
        memoryMb: memoryRatio,
        processes: gatehouse.processes - bare.processes,
      },
    ],
    figures: {
      windowRatio,
      usableRatio,
      memoryRatio,
      windowRatioGoal: GOALS.windowRatio,
      usableRatioGoal: GOALS.usableRatio,
      memoryRatioGoal: GOALS.memoryRatio,
      bareWindowMs: bare.windowMs,
      gatehouseWindowMs: gatehouse.windowMs,
      gatehouseUsableMs: gatehouse.usableMs,
      withPicture: starts.filter(({ gatehouse: each }) => each.paintedMs < each.usableMs).length,
      bareMemoryMb: bare.memoryMb,
      gatehouseMemoryMb: gatehouse.memoryMb,
      runs: starts.length,
      messages: MESSAGES,
    },
  };
}

function run(args: readonly string[]): void {
  const { status } = spawnSync('node', args, { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
}
