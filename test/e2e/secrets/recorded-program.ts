import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The same program, with everything it prints written down from the first byte. */
export interface RecordedProgram {
  readonly path: string;
  printed(): Buffer;
  remove(): void;
}

export function recordedProgram(program: string): RecordedProgram {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-recorded-'));
  chmodSync(folder, 0o777);
  const record = path.join(folder, 'printed');
  const script = path.join(folder, 'program');
  const tee = `tee -a '${record}'`;
  writeFileSync(script, `#!/bin/bash\nexec '${program}' "$@" > >(${tee}) 2> >(${tee} >&2)\n`, {
    mode: 0o755,
  });
  return {
    path: script,
    printed: () => (existsSync(record) ? readFileSync(record) : Buffer.alloc(0)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
