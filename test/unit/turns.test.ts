import { expect, it } from 'vitest';
import { Turns } from '../../electron/turns.ts';

it('what takes turns is done in order, one at a time, and a failure stops none of the others', async () => {
  const failures: unknown[] = [];
  const turns = new Turns((error) => failures.push(error));
  const done: string[] = [];
  const step = (name: string) => async () => {
    done.push(`${name} begins`);
    await new Promise(setImmediate);
    done.push(`${name} ends`);
  };
  turns.later(step('first'));
  turns.later(async () => {
    throw new Error('later');
  });
  const failing = turns.take(async () => {
    throw new Error('taken');
  });
  const last = turns.take(step('last'));
  await expect(failing).rejects.toThrow('taken');
  await last;
  await turns.idle();
  expect(done).toEqual(['first begins', 'first ends', 'last begins', 'last ends']);
  expect(failures).toEqual([new Error('later')]);
});
