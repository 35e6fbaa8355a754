import { parentPort } from 'node:worker_threads';
import { Forwarder, forwarderTiming } from './forwarder.ts';
import type { Extent, LogServer } from './forwarding.ts';
import type { Order, Place, Word } from './protocol.ts';

// The entry of the forwarding's thread.
if (parentPort === null) throw new Error('the record is forwarded from a worker thread');
const port = parentPort;
let forwarder: Forwarder | null = null;
let extent: Extent | null = null;
let turn: Promise<void> = Promise.resolve();

port.on('message', (order: Order) => {
  if (order.kind === 'grown') {
    extent = order.extent;
    forwarder?.grown(extent);
  } else if (order.kind === 'server') inTurn(() => use(order.server, order));
  else inTurn(() => close(order.patience));
});

async function use(server: LogServer | null, { folder, positionFile, origin }: Place): Promise<void> {
  await forwarder?.close(0);
  forwarder = null;
  if (server === null) {
    post({ kind: 'state', state: null });
    return;
  }
  const onState = (state: Extract<Word, { kind: 'state' }>['state']): void => post({ kind: 'state', state });
  forwarder = new Forwarder({
    server,
    folder,
    positionFile,
    origin,
    timing: forwarderTiming,
    now: Date.now,
    onState,
  });
  if (extent !== null) forwarder.grown(extent);
}

async function close(patience: number): Promise<void> {
  await forwarder?.close(patience);
  forwarder = null;
  post({ kind: 'closed' });
}

/** An error that nobody expected ends the thread; main starts another. */
function inTurn(act: () => Promise<void>): void {
  turn = turn.then(act);
}

function post(word: Word): void {
  port.postMessage(word);
}
