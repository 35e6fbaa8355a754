import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exportRecord } from '../../../electron/audit/export-record.ts';
import { verifyRecord } from '../../../electron/audit/verify-record.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { Desk, jid } from './desk.ts';

// IT changes the policy of a Gatehouse that runs, signed in to a real server.

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const lena = 'lena@partner.test';
let server: Prosody;

beforeAll(async () => {
  server = await startProsody({ hosts: ['corp.test', 'partner.test'] });
  for (const account of [anna, lena]) server.addAccount(account, password);
});
afterAll(() => server.stop());

async function signedIn(changes: Readonly<Record<string, unknown>> = {}): Promise<Desk> {
  const desk = new Desk(server, changes);
  onTestFinished(() => desk.close());
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  return desk;
}

const strangerPolicy = { partners: [] };

test('a partner named from now on has that place everywhere, and the next message leaves, on the same stream', async () => {
  const desk = await signedIn(strangerPolicy);
  const peer = await Peer.login(server, { jid: lena, password });
  peer.sendMessage(anna, 'from a stranger');
  await desk.message(({ body }) => body === 'from a stranger');
  await desk.shown('people.changed', ({ changed }) =>
    changed.some((person) => person.jid === lena && person.place === 'unknown'),
  );
  expect(await desk.account.outbound.write(jid(lena), 'too early')).toMatchObject({ state: 'failed' });
  expect(desk.unread).toBe(0);
  desk.writePolicy({});
  await desk.shown('people.changed', ({ changed }) =>
    changed.some((person) => person.jid === lena && person.place === 'outside'),
  );
  const { id } = await desk.account.outbound.write(jid(lena), 'welcome');
  await desk.message((message) => message.id === id && message.state === 'sent');
  // Nobody had to sign in again for that.
  expect(desk.states()).toEqual(['connecting', 'online']);
  await expect.poll(() => desk.unread).toBe(1);
});

test('a host that is listed from now on is caught in the next message', async () => {
  const desk = await signedIn();
  const peer = await Peer.login(server, { jid: lena, password });
  peer.sendMessage(anna, 'before: https://bad.example/');
  const before = await desk.message(({ body }) => body.startsWith('before'));
  expect(before.verdict.reasons.map(({ code }) => code)).not.toContain('link.blocklisted');
  const blocklistFile = path.join(desk.profile, 'blocklist.txt');
  writeFileSync(blocklistFile, 'bad.example\n');
  desk.writePolicy({ blocklistFile });
  await expect.poll(() => desk.policy.current.blocklist.kind).toBe('text');
  peer.sendMessage(anna, 'after: https://bad.example/');
  const after = await desk.message(({ body }) => body.startsWith('after'));
  expect(after.verdict.reasons.map(({ code }) => code)).toContain('link.blocklisted');
});

test('a change of what the server must prove ends the stream of the old rules, and back again makes a new one', async () => {
  const desk = await signedIn();
  desk.writePolicy({ tls: { pins: [`${'A'.repeat(43)}=`] } });
  await desk.shown('session.changed', ({ connection }) =>
    'cause' in connection ? connection.cause.code === 'certificate-pin-mismatch' : false,
  );
  desk.writePolicy({});
  await expect.poll(() => desk.states().at(-1)).toBe('online');
  const peer = await Peer.login(server, { jid: lena, password });
  peer.sendMessage(anna, 'still there?');
  await desk.message(({ body }) => body === 'still there?');
});

test('a broken policy leaves the one before in force, is said, and both are on a record that proves', async () => {
  const desk = await signedIn();
  desk.writePolicy({ protectedNames: 'not a list' });
  const { policy, notices } = await desk.shown('session.changed', (snapshot) => snapshot.policy.isLastGood);
  expect(notices).toContain('policy-kept');
  expect(policy).toMatchObject({
    source: 'development',
    problems: [{ code: 'invalid-field', place: 'protectedNames' }],
  });
  expect(desk.policy.current.policy.protectedNames).toContain('Corp IT');
  desk.writePolicy({ record: { content: 'metadata' } });
  await expect.poll(() => desk.session.snapshot.notices).not.toContain('policy-kept');
  await desk.session.close();
  expect(verifyRecord(desk.recordFolder, desk.heads)).toMatchObject({ findings: [], unsigned: 0 });
  const facts = [];
  for await (const { entry } of exportRecord(desk.recordFolder, [])) facts.push(entry.facts);
  const policies = facts.flatMap((fact) => (fact.kind === 'policy' ? [fact] : []));
  expect(policies).toMatchObject([
    { isLastGood: false, problems: [] },
    { isLastGood: true, problems: [{ code: 'invalid-field', place: 'protectedNames' }] },
    { isLastGood: false, problems: [] },
  ]);
  expect(policies[1]?.sha256).toBe(policies[0]?.sha256);
  expect(policies[2]?.sha256).not.toBe(policies[0]?.sha256);
  // Other rules for the record begin another epoch of it.
  expect(facts.filter(({ kind }) => kind === 'epoch')).toHaveLength(2);
});
