import { parentPort } from 'node:worker_threads';
import { scanWithClamd } from './clamd.ts';
import type { FromInspector, ToInspector } from './protocol.ts';
import { ReceivedFiles } from './received-files.ts';

// The entry of the process that looks into files: a utility process in the app, a worker thread for the command line. It has read
// hostile bytes, so it is only ever asked and never believed. What it cannot deal with ends it; the file is held then.
const utility = process.parentPort;
const received = new ReceivedFiles(
  (message: FromInspector) => (utility ?? parentPort)?.postMessage(message),
  ({ policy: { files } }) => {
    const { clamdSocket, scanTimeoutMs } = files;
    return clamdSocket === null ? null : (bytes) => scanWithClamd(bytes, clamdSocket, scanTimeoutMs);
  },
);

if (utility !== undefined) utility.on('message', ({ data }) => void received.receive(data as ToInspector));
else parentPort?.on('message', (message: ToInspector) => void received.receive(message));
