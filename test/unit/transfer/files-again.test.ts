import { expect, test } from 'vitest';
import { verdictOf } from '../../../shared/model/verdict.ts';
import { jid } from '../archive/fixture.ts';
import { arrived } from '../session/house.ts';
import { bob, FileAccount, held, paula, plan, sha256, warned } from './account.ts';

const security = jid('security@corp.test');
const sam = jid('sam@corp.test');
const listed = verdictOf([
  { code: 'file.blocked-hash', level: 'block', params: { sha256: 'c0de', where: '' } },
]);
const unread = verdictOf([
  {
    code: 'file.not-inspected',
    level: 'hold',
    params: { inspector: 'clamd', cause: 'unreachable', where: '' },
  },
]);

async function newRules(account: FileAccount): Promise<void> {
  account.house.rulesId = 'new rules';
  account.house.onPolicy();
  await account.account.retroactive.rejudge();
}

/** One file that is there and was let through. */
async function ready(policy: object = {}, peer = bob) {
  const account = await FileAccount.open(policy);
  account.house.securityDesk = security;
  const id = await account.arrives(peer);
  expect(await account.fetched(id)).toMatchObject({ state: 'ready' });
  return { account, id };
}

test('a new rule holds a file that was let through: it is neither saved nor shown, is on record and told to the desk', async () => {
  const { account, id } = await ready();
  account.desk.found = { type: 'pdf', verdict: listed };
  await newRules(account);
  expect(await account.file(id)).toMatchObject({ state: 'held', preview: null, verdict: { level: 'block' } });
  const codes = (await account.file(id))?.verdict.reasons.map(({ code }) => code);
  expect(codes).toEqual(['file.blocked-hash', 'file.held-later']);
  expect(await account.calls['files.save']({ id })).toEqual({ ok: false, error: 'not-ready' });
  expect(await account.calls['files.preview']({ id })).toEqual({ ok: false, error: 'not-ready' });
  expect(account.onRecord()).toEqual(['received', 'withdrawn']);
  await expect.poll(() => account.wire.sent.map(({ to }) => to)).toContain(security);
  const told = account.wire.sent.at(-1);
  expect(told?.body).toContain('file.blocked-hash');
  expect(told?.json).toContain(`"file_sha256":"${sha256(plan)}"`);
});

test.each([
  ['a colleague', bob],
  ['somebody outside', paula],
])('a scanner that is away when the rules change takes no file of %s away', async (_who, peer) => {
  const { account, id } = await ready({}, peer);
  account.desk.found = { type: 'pdf', verdict: unread };
  await newRules(account);
  expect(await account.file(id)).toMatchObject({ state: 'ready', verdict: { level: 'allow' } });
  expect(account.onRecord()).toEqual(['received']);
});

test('what an approver has let out stays out', async () => {
  const account = await FileAccount.open({ quarantine: { releaseApprovers: [sam] } });
  account.desk.found = { type: 'pdf', verdict: held };
  const id = await account.arrives();
  await account.fetched(id);
  await account.calls['files.askRelease']({ id, note: '', answer: null });
  account.wire.tell('message', arrived(sam, 50, { body: `release ${'c0de'.repeat(8)}` }));
  await account.account.settled();
  await expect.poll(() => account.file(id)).toMatchObject({ state: 'ready', release: 'released' });
  await newRules(account);
  expect(await account.file(id)).toMatchObject({ state: 'ready' });
});

test('a policy that lets less in from outside holds what it would not have let in', async () => {
  const { account, id } = await ready({ federation: { externalFiles: 'allow' } }, paula);
  account.desk.found = { type: 'pdf', verdict: warned };
  account.desk.rules = {
    ...account.desk.rules,
    federation: { ...account.desk.rules.federation, externalFiles: 'quarantine' },
  };
  await newRules(account);
  expect(await account.file(id)).toMatchObject({ state: 'held' });
});

test('an account that closes does not wait for a file that is being looked into', async () => {
  const { account } = await ready();
  account.desk.stuck = new Promise(() => undefined);
  account.house.rulesId = 'new rules';
  account.house.onPolicy();
  await expect.poll(() => account.desk.inspected.length).toBe(2);
  await account.account.retroactive.end();
  expect(await account.account.archive.judgedBy()).not.toBe('new rules');
});
