import { scanWithClamd } from './clamd.ts';
import { parent } from './parent.ts';
import type { ToInspector } from './protocol.ts';
import { ReceivedFiles } from './received-files.ts';

// The entry of the process that looks into files: a utility process in the app, a worker thread for the command line. It has read
// hostile bytes, so it is only ever asked and never believed. What it cannot deal with ends it; the file is held then.
const main = parent();
const received = new ReceivedFiles(main.post, ({ policy: { files } }) => {
  const { clamdSocket, scanTimeoutMs } = files;
  return clamdSocket === null ? null : (bytes) => scanWithClamd(bytes, clamdSocket, scanTimeoutMs);
});

main.onMessage((message) => void received.receive(message as ToInspector));
