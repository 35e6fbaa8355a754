import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer } from '../../../electron/bridge/answer.ts';
import { call } from '../../../shared/ipc/call.ts';

const table = {
  'letters.count': call(z.strictObject({ text: z.string() }), z.number().int(), 'too-long'),
};
type Question = { name: unknown; input: unknown };
type Count = (input: {
  text: string;
}) => Promise<{ ok: true; value: number } | { ok: false; error: 'too-long' }>;

async function ask(count: Count | undefined, question: Question) {
  const faults: unknown[] = [];
  const handlers = count === undefined ? {} : { 'letters.count': count };
  const reply = await answer(table, handlers, question, (fault) => faults.push(fault));
  return { reply, faults };
}

const countLetters: Count = async ({ text }) => ({ ok: true, value: text.length });
const good = { name: 'letters.count', input: { text: 'four' } };

describe('a call over the bridge', () => {
  it('is answered with the value of its handler', async () => {
    expect((await ask(countLetters, good)).reply).toEqual({ ok: true, value: 4 });
  });

  it.each([
    ['an unknown name', { ...good, name: 'letters.delete' }],
    ['a name from the prototype', { ...good, name: 'constructor' }],
    ['__proto__ as a name', { ...good, name: '__proto__' }],
    ['a name that is a list', { ...good, name: ['letters.count'] }],
    ['a name that turns into one when read', { ...good, name: { toString: (): string => 'letters.count' } }],
    ['a missing field', { ...good, input: {} }],
    ['an additional field', { ...good, input: { text: 'a', isAdmin: true } }],
    ['the wrong type', { ...good, input: { text: 4 } }],
    ['50 MB', { ...good, input: { text: 'x'.repeat(50_000_000) } }],
    ['an inherited field', { ...good, input: Object.create({ text: 'a' }) }],
  ])('is refused for %s before any handler sees it', async (_what, question) => {
    let isCalled = false;
    const { reply } = await ask(async () => {
      isCalled = true;
      return { ok: true, value: 0 };
    }, question);
    expect(reply).toEqual({ ok: false, error: 'bad-request' });
    expect(isCalled).toBe(false);
  });

  it('passes on a declared refusal', async () => {
    const { reply } = await ask(async () => ({ ok: false, error: 'too-long' }), good);
    expect(reply).toEqual({ ok: false, error: 'too-long' });
  });

  it('is answered not-signed-in while nobody serves it', async () => {
    expect((await ask(undefined, good)).reply).toEqual({ ok: false, error: 'not-signed-in' });
  });

  it('says internal, and nothing of what was said, when its handler throws', async () => {
    const { reply, faults } = await ask(async ({ text }) => {
      throw new RangeError(`cannot count ${text}, the secret`);
    }, good);
    expect(reply).toEqual({ ok: false, error: 'internal' });
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(faults)).toContain('RangeError');
    expect(JSON.stringify(faults)).not.toMatch(/four|secret/);
  });

  it('says internal when its handler throws something that is no error', async () => {
    const { reply, faults } = await ask(() => Promise.reject('the secret'), good);
    expect(reply).toEqual({ ok: false, error: 'internal' });
    expect(JSON.stringify(faults)).not.toContain('secret');
  });

  it('says internal when the handler breaks the schema of its answer, and names the place only', async () => {
    const { reply, faults } = await ask(async () => ({ ok: true, value: 1.5 }), good);
    expect(reply).toEqual({ ok: false, error: 'internal' });
    expect(faults).toHaveLength(1);
  });

  it('lets no undeclared code across', async () => {
    const careless = (async () => ({ ok: false, error: 'ENOENT /home/anna/secret' })) as unknown as Count;
    const { reply, faults } = await ask(careless, good);
    expect(reply).toEqual({ ok: false, error: 'internal' });
    expect(JSON.stringify(faults)).not.toContain('anna');
  });
});
