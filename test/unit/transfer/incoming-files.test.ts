import { describe, expect, test } from 'vitest';
import { allow } from '../../../shared/model/verdict.ts';
import { bob, FileAccount, held, paula, plan, sha256, url, warned } from './account.ts';

const outside = {
  company: { name: 'Corp', domains: ['corp.test'] },
  partners: [{ domain: 'partner.test', name: 'Partner Ltd' }],
};

describe('a file that comes', () => {
  test('is offered with a safe name, and nothing is fetched before somebody wants it', async () => {
    const account = await FileAccount.open();
    const id = await account.arrives(bob, { name: '../../plan\u202efdp.exe' });
    const [message] = await account.messages();
    expect(message).toMatchObject({ id, body: '', links: [] });
    expect(message?.file).toMatchObject({ name: 'planfdp.exe', state: 'offered', host: 'files.corp.test' });
    expect(account.desk.fetched).toEqual([]);
  });

  test('is sealed, compared, inspected, put on record and then ready', async () => {
    const account = await FileAccount.open();
    const id = await account.arrives();
    const file = await account.fetched(id);
    expect(file).toMatchObject({
      state: 'ready',
      type: 'pdf',
      preview: 'pdf',
      size: plan.byteLength,
      sha256: sha256(plan),
    });
    expect(file?.expiresAt).toBe(account.house.now + 30 * 86_400_000);
    expect(account.desk.inspected).toEqual([{ name: 'plan.pdf', bytes: plan }]);
    expect(account.house.record.facts().at(-1)).toMatchObject({
      kind: 'file',
      step: 'received',
      messageId: id,
      sha256: sha256(plan),
      level: 'allow',
    });
  });

  test('is inspected under the name that its sender wrote, whatever is shown', async () => {
    const account = await FileAccount.open();
    await account.fetched(await account.arrives(bob, { name: 'plan\u202efdp.exe' }));
    expect(account.desk.inspected[0]?.name).toBe('plan\u202efdp.exe');
  });

  test('lies nowhere in the clear, and its name neither', async () => {
    const account = await FileAccount.open();
    await account.fetched(await account.arrives());
    const [sealed, ...others] = account.desk.sealed();
    expect(others).toEqual([]);
    expect(sealed?.includes('the plan')).toBe(false);
  });

  test('is held when the inspection says so: neither saved nor previewed', async () => {
    const account = await FileAccount.open();
    account.desk.found = { type: 'zip', verdict: held };
    account.desk.where = `${account.desk.folder}/../saved`;
    const id = await account.arrives();
    expect(await account.fetched(id)).toMatchObject({ state: 'held', preview: null, verdict: held });
    expect(await account.calls['files.save']({ id })).toEqual({ ok: false, error: 'not-ready' });
    expect(await account.calls['files.preview']({ id })).toEqual({ ok: false, error: 'not-ready' });
    expect(account.desk.shown).toEqual([]);
  });

  test.each([
    ['another hash', { sha256: sha256(Buffer.from('another plan')) }],
    ['another size', { size: plan.byteLength + 1 }],
  ])('T27: with %s than was announced is not kept', async (_what, change) => {
    const account = await FileAccount.open();
    const id = await account.arrives(bob, change);
    expect(await account.fetched(id)).toMatchObject({ state: 'failed', failure: 'changed', type: null });
    expect(account.desk.sealed()).toEqual([]);
    expect(account.desk.inspected).toEqual([]);
    expect(account.onRecord()).toEqual(['failed']);
  });

  test('larger than policy lets in is not fetched, or not to its end when nobody said how large it is', async () => {
    const account = await FileAccount.open({ files: { maxBytes: 10 } });
    const announced = await account.fetched(await account.arrives());
    expect(announced).toMatchObject({ state: 'failed', failure: 'too-large' });
    expect(account.desk.fetched).toEqual([]);
    const unsaid = await account.fetched(await account.arrives(bob, { size: null }));
    expect(unsaid).toMatchObject({ state: 'failed', failure: 'too-large' });
    expect(account.desk.sealed()).toEqual([]);
  });

  test('that finds no room in the quarantine fails, and takes none', async () => {
    const account = await FileAccount.open({ quarantine: { quotaMb: 1 } });
    const large = Buffer.alloc(2 * 1024 * 1024);
    account.desk.served.set(url, large);
    const id = await account.arrives(bob, { size: null, sha256: null });
    expect(await account.fetched(id)).toMatchObject({ state: 'failed', failure: 'no-space' });
    account.desk.served.set(url, plan);
    expect(await account.fetched(id)).toMatchObject({ state: 'ready' });
  });

  test('can be stopped, leaves nothing then, and can be fetched again', async () => {
    const account = await FileAccount.open();
    account.desk.line = new Promise(() => undefined);
    const id = await account.arrives();
    await account.calls['files.fetch']({ id });
    await expect.poll(() => account.desk.fetched.length).toBe(1);
    expect(await account.calls['files.stop']({ id })).toMatchObject({ ok: true });
    await account.account.files.idle();
    expect(await account.file(id)).toMatchObject({ state: 'failed', failure: 'stopped' });
    expect(account.desk.sealed()).toEqual([]);
    account.desk.line = Promise.resolve();
    expect(await account.fetched(id)).toMatchObject({ state: 'ready', failure: null });
  });

  test('is not shown as ready when the record takes nothing', async () => {
    const account = await FileAccount.open();
    const id = await account.arrives();
    account.house.record.isFull = true;
    expect(await account.fetched(id)).toMatchObject({ state: 'failed', failure: 'not-recorded' });
    expect(account.desk.sealed()).toEqual([]);
  });

  test('is fetched without asking where policy says so: of a colleague, when it is small and says how large it is', async () => {
    const account = await FileAccount.open({
      ...outside,
      files: { fetch: 'inside', fetchMaxBytes: plan.byteLength },
    });
    const ids = [
      await account.arrives(bob),
      await account.arrives(bob, { url: `${url}?1`, size: null }),
      await account.arrives(bob, { url: `${url}?2`, size: plan.byteLength + 1 }),
      await account.arrives(paula, { url: `${url}?3` }),
    ];
    await expect.poll(async () => (await account.file(ids[0] ?? (ids[1] as never)))?.state).toBe('ready');
    expect(account.desk.fetched).toEqual([url]);
  });
});

describe('a file from outside', () => {
  test('is held where policy lets none in, without being fetched', async () => {
    const account = await FileAccount.open({ ...outside, federation: { externalFiles: 'block' } });
    const id = await account.arrives(paula);
    expect(await account.file(id)).toMatchObject({ state: 'held', verdict: { level: 'block' } });
    expect(await account.calls['files.fetch']({ id })).toEqual({ ok: false, error: 'not-allowed' });
    expect(account.desk.fetched).toEqual([]);
  });

  test.each([
    ['quarantine', warned, 'held'],
    ['quarantine', allow, 'ready'],
    ['allow', warned, 'ready'],
  ] as const)(
    'that the inspection warns of or not is held as policy says: %s',
    async (externalFiles, verdict, state) => {
      const account = await FileAccount.open({ ...outside, federation: { externalFiles } });
      account.desk.found = { type: 'pdf', verdict };
      expect(await account.fetched(await account.arrives(paula))).toMatchObject({ state });
    },
  );

  test('by a stranger is words: nobody fetches it (T30)', async () => {
    const account = await FileAccount.open();
    const eve = 'eve@evil.example' as typeof bob;
    const id = await account.arrives(eve);
    expect(await account.calls['files.fetch']({ id })).toEqual({ ok: false, error: 'not-allowed' });
    expect(account.desk.fetched).toEqual([]);
  });
});
