import { expect, test } from 'vitest';
import { endure } from './endure.ts';

// The whole of it is `npm run bench -- wire`, or node test/wire/endurance/main.ts --seed N.
test('nothing is lost, doubled or out of order while links break and the server is killed (T34)', {
  timeout: 120_000,
}, async () => {
  const { phases, differences, lost, duplicated, disordered, cuts } = await endure({
    messages: 500,
    cuts: 20,
    seed: 5,
  });
  expect(differences, differences.join('; ')).toEqual([]);
  expect({ lost, duplicated, disordered, cuts }).toEqual({ lost: 0, duplicated: 0, disordered: 0, cuts: 20 });
  for (const phase of ['tcp', 'tls', 'sasl', 'resumption', 'unconfirmed', 'server-killed'] as const) {
    expect(phases[phase], phase).toBeGreaterThan(0);
  }
});
