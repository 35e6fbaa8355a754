import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { type ExitCode, runCommand } from './run-command.ts';

/** Runs a command on this process's own streams. */
export async function runInTerminal(args: readonly string[]): Promise<ExitCode> {
  const { out, err, exitCode } = await runCommand(args, {
    readFile: (file) => readFile(file),
    readInput: () => text(process.stdin),
    stream: {
      readLines: linesOf,
      write: (more) => write(process.stdout, more),
    },
  });
  await write(process.stdout, out);
  await write(process.stderr, err);
  return exitCode;
}

/** Begins to read when somebody asks for the first line: what an interface of readline reads before that is lost. */
async function* linesOf(file: string | null): AsyncGenerator<string> {
  const input = file === null ? process.stdin : createReadStream(file);
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

async function write(stream: NodeJS.WriteStream, more: string): Promise<void> {
  if (!stream.write(more)) await once(stream, 'drain');
}
