import { parentPort } from 'node:worker_threads';

/** Whoever started this process: main over the port of a utility process, or the thread that a worker thread belongs to. */
export interface Parent {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export function parent(): Parent {
  const utility = process.parentPort;
  if (utility !== undefined) {
    return {
      post: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', ({ data }) => listener(data)),
    };
  }
  if (parentPort === null) throw new Error('nobody to talk to');
  const port = parentPort;
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
  };
}
