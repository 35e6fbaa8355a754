import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface VirtualDisplay {
  /** What DISPLAY has to be. */
  readonly name: string;
  stop(): Promise<void>;
}

/**
 * Starts Xvfb on a display of its own choosing. Any account of this machine may draw on it (and no other machine may):
 * the one that Electron runs as is not ours.
 */
export async function startVirtualDisplay(size = '1400x900x24'): Promise<VirtualDisplay> {
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-ac', '-noreset'];
  // Its stderr complains of every display that is taken already while it looks for a free one.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const exited = once(server, 'exit');
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdio[3]?.on('data', (chunk) => {
      text += String(chunk);
      if (text.endsWith('\n')) resolve(text.trim());
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it had a display`)));
  });
  return {
    name: `:${number}`,
    stop: async () => {
      server.kill();
      await exited;
    },
  };
}
