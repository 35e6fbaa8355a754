import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NewMessage } from '../../../electron/archive/archive.ts';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import { messageIdSchema } from '../../../shared/model/message.ts';
import { allow } from '../../../shared/model/verdict.ts';

const people = 500;
const batch = 250;
const key = new Uint8Array(32).fill(1);

/** The archive with 10,000 and with 100,000 messages; every time in milliseconds, with the way to its thread and back. */
export async function archive(progress: (line: string) => void) {
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
}

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
      await archive.store(Array.from({ length: batch }, (_, place) => message(count + place)));
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
      archive.store([{ ...message(0), stanzaId: randomUUID(), archiveId: null }]),
    ),
  };
  await archive.close();
  return result;
}

function newArchive(): WorkerArchive {
  return new WorkerArchive({
    startWorker: (options) =>
      new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options),
    onFailure: (error) => {
      throw error;
    },
  });
}

/** Half of the messages are of one person. */
function message(count: number): NewMessage {
  const peer = person(count % 2 === 0 ? 0 : count % people);
  const about = words[count % words.length] ?? '';
  const body = `This is number ${count} and it is about the ${about} of the delivery, please answer until noon.`;
  return {
    id: messageIdSchema.parse(randomUUID()),
    stanzaId: `stanza-${count}`,
    archiveId: `archive-${count}`,
    peer,
    from: `${peer}/desk`,
    direction: 'in',
    at: timeOf(count),
    body,
    state: 'received',
    failure: null,
    verdict: allow,
    links: [],
    raw: `<message from='${peer}/desk' to='alice@corp.test/desk' id='stanza-${count}' type='chat'><body>${body}</body></message>`,
    isNews: true,
  };
}

const words = [
  'colour',
  'size',
  'price',
  'date',
  'place',
  'weight',
  'owner',
  'order',
  'invoice',
  'insurance',
];

function person(count: number) {
  return bareJidSchema.parse(`person${count}@corp.test`);
}

function timeOf(count: number): number {
  return 1_700_000_000_000 + count * 1000;
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
