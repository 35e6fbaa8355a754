// The house's decisions without a window, for IT: npm run gatehouse -- COMMAND …, or the packaged program itself with the same words.

import { runInTerminal } from './cli/terminal.ts';

process.exitCode = await runInTerminal(process.argv.slice(2));
