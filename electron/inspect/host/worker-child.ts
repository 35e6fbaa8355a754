import { Worker } from 'node:worker_threads';
import type { InspectorChild } from './inspector-child.ts';

/**
 * The inspection in a worker thread. `entry`: `inspector-process.ts`, or what it was bundled to. `heapMb`: megabytes of JavaScript
 * values; the bytes of files are outside of them and bounded by policy and the budget.
 */
export function workerChild(entry: URL, heapMb = 512): InspectorChild {
  const worker = new Worker(entry, {
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    env: {},
    stdin: false,
    execArgv: [],
  });
  // A thread that runs out of memory or throws says so here, and then it exits.
  worker.on('error', () => undefined);
  return {
    post: (message) =>
      worker.postMessage(message, message.kind === 'piece' ? [handedOver(message.bytes)] : []),
    onMessage: (listener) => worker.on('message', listener),
    onExit: (listener) => worker.once('exit', listener),
    end: () => void worker.terminate(),
  };
}

function handedOver({ buffer }: Uint8Array): ArrayBuffer {
  if (!(buffer instanceof ArrayBuffer)) throw new TypeError('shared memory cannot be handed over');
  return buffer;
}
