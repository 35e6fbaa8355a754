import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { NewMessage } from '../../../electron/archive/archive.ts';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import { messageIdSchema } from '../../../shared/model/message.ts';
import { allow } from '../../../shared/model/verdict.ts';

/** The archive with its real thread, not yet open. */
export function newArchive(): WorkerArchive {
  return new WorkerArchive({
    startWorker: (options) =>
      new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options),
    onFailure: (error) => {
      throw error;
    },
  });
}

/** The one at that place in a history of many; half of them are of one person. */
export function storedMessage(count: number): NewMessage {
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
    clearance: null,
    file: null,
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

export function person(count: number) {
  return bareJidSchema.parse(`person${count}@corp.test`);
}

/** Milliseconds since the epoch of the message at that place. */
export function timeOf(count: number): number {
  return 1_700_000_000_000 + count * 1000;
}

const people = 500;
