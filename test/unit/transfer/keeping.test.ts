import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { askableApprovers } from '../../../electron/transfer/release-of.ts';
import { policySchema } from '../../../shared/policy.ts';
import { jid } from '../archive/fixture.ts';
import { arrived } from '../session/house.ts';
import { bob, FileAccount, held, plan, sha256, url } from './account.ts';

const sam = jid('sam@corp.test');
const approved = { quarantine: { releaseApprovers: [sam] } };
const code = 'c0de'.repeat(8);

describe('a file that is ready', () => {
  test('is saved where its user says, marked, and that is on record', async () => {
    const account = await FileAccount.open();
    const id = await account.arrives();
    await account.fetched(id);
    const where = path.join(account.desk.folder, '..', 'plan.pdf');
    account.desk.where = where;
    expect(await account.calls['files.save']({ id })).toEqual({ ok: true, value: { saved: true } });
    expect(readFileSync(where)).toEqual(plan);
    expect(account.desk.marked).toEqual([url]);
    expect(account.onRecord()).toEqual(['received', 'saved']);
  });

  test('is not saved when its user goes back, or where nothing can be written', async () => {
    const account = await FileAccount.open();
    const id = await account.arrives();
    await account.fetched(id);
    expect(await account.calls['files.save']({ id })).toEqual({ ok: true, value: { saved: false } });
    account.desk.where = path.join(account.desk.folder, 'nowhere', 'plan.pdf');
    expect(await account.calls['files.save']({ id })).toEqual({ ok: false, error: 'cannot-write' });
  });

  test('is shown with the kind that it is of', async () => {
    const account = await FileAccount.open();
    const id = await account.arrives();
    await account.fetched(id);
    expect(await account.calls['files.preview']({ id })).toMatchObject({ ok: true });
    expect(account.desk.shown).toEqual([{ kind: 'pdf', name: 'plan.pdf', bytes: plan }]);
  });

  test('is gone after the time that policy gives it, and that is on record', async () => {
    const account = await FileAccount.open({ quarantine: { retentionDays: 1 } });
    const id = await account.arrives();
    await account.fetched(id);
    account.house.now += 86_400_000;
    await account.account.files.expire();
    expect(await account.file(id)).toMatchObject({ state: 'expired', preview: null });
    expect(account.desk.sealed()).toEqual([]);
    expect(account.onRecord()).toEqual(['received', 'expired']);
  });
});

describe('after a start', () => {
  test('what nobody knows of is gone, what was fetched is there, and what was being fetched is offered again', async () => {
    const account = await FileAccount.open();
    const ready = await account.arrives();
    await account.fetched(ready);
    const halfway = await account.arrives(bob, { url: `${url}?2` });
    account.desk.served.set(`${url}?2`, plan);
    account.desk.line = new Promise(() => undefined);
    await account.calls['files.fetch']({ id: halfway });
    await expect.poll(() => account.desk.fetched.length).toBe(2);
    const { files } = account.account;
    await files.close();
    await files.open();
    expect(await account.file(halfway)).toMatchObject({ state: 'offered' });
    expect(account.desk.sealed()).toHaveLength(1);
    expect(await account.file(ready)).toMatchObject({ state: 'ready' });
  });
});

describe('a file that is held', () => {
  async function asked(policy: object = approved) {
    const account = await FileAccount.open(policy);
    account.desk.found = { type: 'pdf', verdict: held };
    const id = await account.arrives();
    await account.fetched(id);
    const reply = await account.calls['files.askRelease']({ id, note: 'it is our plan', answer: null });
    await account.idle();
    return { account, id, reply };
  }

  test('is asked for with what it is and why it is held, on record before', async () => {
    const { account, id, reply } = await asked();
    expect(reply).toMatchObject({ ok: true });
    expect(await account.file(id)).toMatchObject({ state: 'held', release: 'asked' });
    const request = account.wire.sent.find(({ to }) => to === sam)?.body ?? '';
    for (const words of ['plan.pdf', sha256(plan), 'file.encrypted', 'it is our plan', `release ${code}`])
      expect(request).toContain(words);
    expect(account.onRecord()).toEqual(['received', 'release-asked']);
  });

  test.each([
    ['by an approver with its code', sam, `release ${code}`, 'ready', 'released'],
    [
      'by an approver who says something before it',
      sam,
      `I looked at it\nrelease ${code}`,
      'ready',
      'released',
    ],
    ['not by an approver with another code', sam, `release ${'0'.repeat(32)}`, 'held', 'asked'],
    ['not by anybody else who has the code', bob, `release ${code}`, 'held', 'asked'],
    ['not when an approver refuses', sam, `refuse ${code}`, 'held', 'refused'],
    ['not by what is said beside it', sam, `I will not release ${code} to you`, 'held', 'asked'],
  ] as const)('is released %s', async (_who, from, body, state, release) => {
    const { account, id } = await asked();
    account.wire.tell('message', arrived(from, 77, { body }));
    await account.account.settled();
    await expect.poll(async () => (await account.file(id))?.release).toBe(release);
    expect(await account.file(id)).toMatchObject({ state });
    expect(account.onRecord().includes('released')).toBe(state === 'ready');
  });

  test('is nobody’s to release when it is blocked, or when policy names nobody or lets nobody ask', async () => {
    const { reply } = await asked({});
    expect(reply).toEqual({ ok: false, error: 'not-allowed' });
    const unasked = { quarantine: { releaseApprovers: [sam], userMayRequestRelease: false } };
    expect((await asked(unasked)).reply).toEqual({ ok: false, error: 'not-allowed' });
    expect(askableApprovers(policySchema.parse(unasked))).toEqual([]);
    expect(askableApprovers(policySchema.parse(approved))).toEqual([sam]);
    const account = await FileAccount.open(approved);
    account.desk.found = { type: 'pdf', verdict: { level: 'block', reasons: [] } };
    const id = await account.arrives();
    expect(await account.fetched(id)).toMatchObject({ state: 'held', release: 'not-possible' });
    expect(await account.calls['files.askRelease']({ id, note: '', answer: null })).toMatchObject({
      ok: false,
    });
  });
});
