// The house's decisions without a window, for IT: npm run gatehouse -- COMMAND …

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { runCommand } from './cli/run-command.ts';

const output = await runCommand(process.argv.slice(2), {
  readFile: (file) => readFile(file),
  readInput: () => text(process.stdin),
});
process.stdout.write(output.out);
process.stderr.write(output.err);
process.exitCode = output.exitCode;
