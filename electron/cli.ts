// The house's decisions without a window, for IT: npm run gatehouse -- COMMAND …

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { runCommand } from './cli/run-command.ts';

const output = await runCommand(process.argv.slice(2), {
  readFile: (file) => readFile(file),
  readInput: () => text(process.stdin),
  stream: {
    readLines: (file) =>
      createInterface({
        input: file === null ? process.stdin : createReadStream(file),
        crlfDelay: Number.POSITIVE_INFINITY,
      }),
    write: async (out) => {
      if (!process.stdout.write(out)) await once(process.stdout, 'drain');
    },
  },
});
process.stdout.write(output.out);
process.stderr.write(output.err);
process.exitCode = output.exitCode;
