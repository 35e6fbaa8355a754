import { expect, it } from 'vitest';
import { flood } from './flood.ts';

// What main must keep to is measured by `npm run bench -- wire`, with nothing beside it. These bounds hold on a machine that is busy with
// other tests, and break as soon as a stanza of a stranger costs more with everyone who has written before.
it('T30: a flood of strangers and a colleague neither stalls main, nor stays in memory, nor announces a stranger', async () => {
  const { after, before } = await flood(5000);
  expect(after.delayP99Ms).toBeLessThan(150);
  expect(after.heapUsed).toBeLessThan(before.heapUsed * 1.2);
  expect(Object.keys(after.announcedBy)).toEqual(['bea@corp.test']);
  // Of a hundred stanzas 35 are messages and 10 invitations, and two end it: none is lost.
  expect(after.messages - before.messages).toBe(2252);
}, 180_000);
