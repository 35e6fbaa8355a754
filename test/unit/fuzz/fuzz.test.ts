import { expect, it } from 'vitest';
import { type FuzzKind, fuzz } from '../../fuzz/fuzz.ts';

const numbers: FuzzKind<number, number, 'made'> = {
  make: (random) => random(),
  work: (input) => input,
  check: () => ({ made: 1 }),
  show: String,
};

it('says which input broke a promise, and tries that one again by itself', async () => {
  const picky = {
    ...numbers,
    check: (number: number) => {
      if (number > 0.999) throw new Error('too large');
      return { made: 1 };
    },
  };
  const failure: unknown = await fuzz(picky, { inputs: 20_000, seed: 7 }).catch((error: unknown) => error);
  const [said, index, input] = /too large.*, input (\d+) of seed 7: (.*)/s.exec(String(failure)) ?? [];
  expect(said).toBeDefined();
  await expect(fuzz(picky, { inputs: 1, seed: 7, from: Number(index) })).rejects.toThrow(`: ${input}`);
});

it('takes the time of its own thread, so that a wait is not slow and work is', async () => {
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  const waits = { ...numbers, work: () => (Atomics.wait(waiting, 0, 0, 250) === 'timed-out' ? 1 : 0) };
  expect((await fuzz(waits, { inputs: 1, seed: 1 })).slowestMs).toBeLessThan(100);
  const works = { ...numbers, work: () => spin(150) };
  await expect(fuzz(works, { inputs: 1, seed: 1 })).rejects.toThrow(/took \d+/);
});

it('is not alarmed by an input that was slow once', async () => {
  let left = 1;
  const once = { ...numbers, work: () => (left-- > 0 ? spin(150) : 0) };
  expect((await fuzz(once, { inputs: 2, seed: 1 })).counts.made).toBe(2);
});

function spin(milliseconds: number): number {
  const before = process.threadCpuUsage();
  let turns = 0;
  for (;;) {
    turns += 1;
    const { user, system } = process.threadCpuUsage(before);
    if (user + system > milliseconds * 1000) return turns;
  }
}
