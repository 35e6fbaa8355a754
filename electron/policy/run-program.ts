import { spawn } from 'node:child_process';

/** `code` null: it could not be started, or was ended for its time or its length. */
export interface ProgramOutput {
  readonly code: number | null;
  readonly out: Uint8Array;
}

/** Runs a program of the operating system by its absolute path, without a shell. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  input: Uint8Array | null,
) => Promise<ProgramOutput>;

/** In milliseconds, and bytes. */
const patience = 15_000;
const mostOutput = 8 * 1024 * 1024;

export const runProgram: RunProgram = (program, args, input) =>
  new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: patience,
      windowsHide: true,
    });
    const failed = (): void => resolve({ code: null, out: new Uint8Array() });
    child.stdout.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > mostOutput) child.kill();
    });
    child.on('error', failed);
    // One that ends before it has read everything says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      if (length > mostOutput) failed();
      else resolve({ code, out: Buffer.concat(chunks) });
    });
    child.stdin.end(input ?? undefined);
  });
