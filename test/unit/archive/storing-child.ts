import { Worker } from 'node:worker_threads';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { messageSchema } from '../../../shared/model/message.ts';
import { allow } from '../../../shared/model/verdict.ts';

// Stores one message after the other in the file named on the command line and prints the number of each that is reported as
// stored, until it is killed. The key comes in by its standard input.
const [, , file = ''] = process.argv;
const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk);

const archive = new WorkerArchive({
  startWorker: (options) =>
    new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options),
  onFailure: (error) => {
    throw error;
  },
});
await archive.open(file, Buffer.concat(chunks));

for (let count = 0; ; count += 1) {
  await archive.store([
    {
      id: messageSchema.shape.id.parse(`00000000-0000-0000-0000-${String(count).padStart(12, '0')}`),
      peer: messageSchema.shape.peer.parse('bob@corp.test'),
      stanzaId: `stanza-${count}`,
      archiveId: `archive-${count}`,
      from: 'bob@corp.test/phone',
      direction: 'in',
      at: count,
      body: `message ${count}`,
      state: 'received',
      failure: null,
      verdict: allow,
      links: [],
      raw: '<message/>',
      clearance: null,
      file: null,
      isNews: true,
    },
  ]);
  process.stdout.write(`${count}\n`);
}
