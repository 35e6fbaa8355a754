// node test/wire/endurance/main.ts [--seed N] [--messages N] [--cuts N]

import { parseArgs } from 'node:util';
import { endure } from './endure.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    messages: { type: 'string', default: '5000' },
    cuts: { type: 'string', default: '200' },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const endurance = await endure({
  seed,
  messages: Number(values.messages),
  cuts: Number(values.cuts),
  progress: (line) => console.error(line),
});
for (const difference of endurance.differences) console.log(difference);
console.log(
  JSON.stringify({ ...endurance, seed, messages: Number(values.messages), differences: undefined }),
);
process.exitCode = endurance.lost + endurance.duplicated + endurance.disordered === 0 ? 0 : 1;
