import { spawnSync } from 'node:child_process';

/** Titles of the windows on an X display that somebody could see, as xwininfo reads them from outside. */
export function windowTitles(display: string): string[] {
  const { stdout, status, stderr } = spawnSync('xwininfo', ['-root', '-tree', '-display', display], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`xwininfo: ${stderr}`);
  // 0x400003 "Gatehouse": ("gatehouse" "Gatehouse")  1200x800+0+0  +0+0
  return [...stdout.matchAll(/^\s+0x[0-9a-f]+ "(.*)": \(.*\)\s+(\d+)x(\d+)\+/gm)]
    .filter(([, , width, height]) => Number(width) > 200 && Number(height) > 200)
    .map(([, title = '']) => title);
}
