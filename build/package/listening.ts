import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** TCP ports on which any of these processes listens, read from /proc: proc(5), net/tcp and net/tcp6. */
export function listeningPorts(pids: readonly number[]): number[] {
  const ports = new Map(['/proc/net/tcp', '/proc/net/tcp6'].flatMap(listeners));
  return pids.flatMap(sockets).flatMap((inode) => ports.get(inode) ?? []);
}

const LISTEN = '0A';

function listeners(table: string): [inode: string, port: number][] {
  const rows = readFileSync(table, 'utf8').split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
    return state === LISTEN ? [[inode, Number.parseInt(local.split(':')[1] ?? '', 16)]] : [];
  });
}

function sockets(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
      return inode ? [inode] : [];
    });
  } catch (error) {
    // It ended, or closed the descriptor, while we looked.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
