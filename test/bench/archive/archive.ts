import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench } from '../frame/bench.ts';
import { newArchive, person, storedMessage, timeOf } from '../frame/stored-messages.ts';

const batch = 250;
const key = new Uint8Array(32).fill(1);

/** The archive with 10,000 and with 100,000 messages; every time in milliseconds, with the way to its thread and back. */
export const archive: Bench = async (progress) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-bench-'));
  try {
    const small = await measured(path.join(folder, 'small.db'), 10_000, progress);
    const large = await measured(path.join(folder, 'large.db'), 100_000, progress);
    return {
      rows: Object.keys(small).map((name) => ({
        measured: name,
        '10,000 messages': small[name] ?? Number.NaN,
        '100,000 messages': large[name] ?? Number.NaN,
      })),
      figures: { ...large },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

async function measured(
  file: string,
  messages: number,
  progress: (line: string) => void,
): Promise<Readonly<Record<string, number>>> {
  const archive = newArchive();
  await archive.open(file, key);
  progress(`storing ${messages} messages`);
  const storing = await time(async () => {
    for (let count = 0; count < messages; count += batch) {
      await archive.store(Array.from({ length: batch }, (_, place) => storedMessage(count + place)));
    }
  });
  await archive.close();
  progress('reading');
  const openMs = await median(async () => {
    await archive.close();
    return time(() => Promise.all([archive.open(file, key), archive.conversations()]));
  });
  const end = { peer: person(0), before: null, after: null, around: null, limit: 50 };
  const [oldest] = (await archive.page({ ...end, after: { at: 0, position: 0 } })).messages;
  const timed = (work: () => Promise<unknown>) => median(() => time(work));
  const result = {
    storedPerSecond: Math.round(messages / (storing / 1000)),
    fileMb: rounded(statSync(file).size / 1e6),
    openWithThreadMs: openMs,
    pageAtEndMs: await timed(() => archive.page(end)),
    pageInMiddleMs: await timed(() =>
      archive.page({ ...end, before: { at: timeOf(messages / 2), position: messages / 2 } }),
    ),
    pageAroundMs: await timed(() => archive.page({ ...end, around: oldest?.id ?? null })),
    conversationsMs: await timed(() => archive.conversations()),
    searchRareMs: await timed(() => archive.search('number 4711', null, 100)),
    searchCommonMs: await timed(() => archive.search('delivery', null, 100)),
    storeOneMs: await timed(() =>
      archive.store([{ ...storedMessage(0), stanzaId: randomUUID(), archiveId: null }]),
    ),
  };
  await archive.close();
  return result;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Of nine measurements. */
async function median(measure: () => Promise<number>): Promise<number> {
  const times = [];
  for (let run = 0; run < 9; run += 1) times.push(await measure());
  return rounded(times.toSorted((a, b) => a - b)[4] ?? Number.NaN);
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
