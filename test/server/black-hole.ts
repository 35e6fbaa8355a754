import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

/** How many connections the kernel may take for a process that does not; some take one more than was asked for. */
const backlog = 1;
const fillers = 8;

/**
 * An address and port that take no more connections and refuse none, like a host behind a router that drops everything. The port is
 * held by a process that was stopped, and its queue is full.
 */
export async function openBlackHole(host: string, port: number): Promise<{ close(): Promise<void> }> {
  const listen = `require('node:net').createServer().listen({ host: '${host}', port: ${port}, backlog: ${backlog} }, () => console.log('listening'))`;
  const holder = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  holder.kill('SIGSTOP');
  const waiting = Array.from({ length: fillers }, () =>
    net.connect({ host, port }).on('error', () => undefined),
  );
  await Promise.race(waiting.map((socket) => once(socket, 'connect')));
  return {
    async close() {
      for (const socket of waiting) socket.destroy();
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    },
  };
}
