import { parentPort } from 'node:worker_threads';
import { ArchiveError } from './archive.ts';
import type { Request, Response } from './protocol.ts';
import { StoredArchive } from './stored-archive.ts';

// The entry of the archive's thread: takes requests in order, answers each with a value or a code. It ends when main says so.
if (parentPort === null) throw new Error('the archive runs in a worker thread');
const port = parentPort;
const archive = new StoredArchive(() => new Date());

port.on('message', (request: Request) => {
  port.postMessage(answerTo(request));
});

function answerTo(request: Request): Response {
  const { id } = request;
  try {
    return { id, ok: true, value: archive.answer(request) };
  } catch (error) {
    // Anything that is not an ArchiveError is a fault of ours; its text could quote a message, so it stays here.
    return { id, ok: false, code: error instanceof ArchiveError ? error.code : 'failed' };
  }
}
