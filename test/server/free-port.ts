import { randomInt } from 'node:crypto';
import net from 'node:net';

/** Below what Linux, macOS and Windows hand out by themselves: who asks the system for any port gets none of these. */
const [first, end] = [20_000, 30_000];

/**
 * A port of 127.0.0.1 that nobody listens on, and that stays free until a server listens there, also while it is started anew: one that
 * the system hands out could be another test's by then.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, end);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
