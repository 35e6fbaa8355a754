// The fuzzer by itself, for nights: npm run fuzz -- --inputs 1000000 --seed 7

import { parseArgs } from 'node:util';
import { FuzzFinding, fuzz } from './fuzz.ts';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const started = performance.now();
try {
  const result = await fuzz({
    inputs: Number(values.inputs),
    seed: Number(values.seed),
    onProgress: (done) => {
      if (done % 50_000 === 0) console.error(`${done} inputs`);
    },
  });
  console.log(
    JSON.stringify({
      seed: Number(values.seed),
      ...result,
      seconds: Math.round((performance.now() - started) / 1000),
    }),
  );
} catch (error) {
  if (!(error instanceof FuzzFinding)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
