import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exportRecord } from '../../../electron/audit/export-record.ts';
import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { child, text } from '../../server/xml.ts';
import { Desk, jid } from './desk.ts';

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
const lena = 'lena@partner.test';
const security = 'security@corp.test';
let server: Prosody;

beforeAll(async () => {
  server = await startProsody({ hosts: ['corp.test', 'partner.test'] });
  for (const account of [anna, bea, lena, security]) server.addAccount(account, password);
});
afterAll(() => server.stop());

const login = (account: string) => Peer.login(server, { jid: account, password });

test('a site that is listed while the program runs takes away the messages that name it, tells the desk and is on record', async () => {
  const desk = new Desk(server);
  onTestFinished(() => desk.close());
  const blocklistFile = path.join(desk.profile, 'blocklist.txt');
  writeFileSync(blocklistFile, 'other.example\n');
  desk.writePolicy({ blocklistFile });
  expect(await desk.session.signIn(anna, password, false)).toEqual({ ok: true });
  await expect.poll(() => desk.policy.current.blocklist.kind).toBe('text');
  const [inside, outside, officer] = [await login(bea), await login(lena), await login(security)];
  inside.sendMessage(anna, 'the form: https://bad.example/form');
  outside.sendMessage(anna, 'our offer: https://bad.example/offer');
  outside.sendMessage(anna, 'nothing wrong here');
  for (const begin of ['the form', 'our offer', 'nothing wrong'])
    await desk.message(({ body }) => body.startsWith(begin));
  const own = 'as agreed: https://bad.example/own';
  await desk.account.outbound.write(jid(lena), own);
  await desk.message(({ body, state }) => body === own && state === 'sent');

  // The list alone changes, as a feed that is fetched every hour does.
  writeFileSync(blocklistFile, 'other.example\nbad.example\n');
  const gone = async (peer: string) =>
    desk.message(
      (message) =>
        message.peer === peer &&
        message.body === '' &&
        message.verdict.reasons.some(({ code }) => code === 'message.withdrawn'),
    );
  for (const peer of [bea, lena])
    expect((await gone(peer)).verdict.reasons.map(({ code }) => code)).toContain('link.blocklisted');
  const marked = await desk.message(({ verdict }) =>
    verdict.reasons.some(({ code }) => code === 'message.sent-before-rule'),
  );
  expect(marked).toMatchObject({ body: own, state: 'sent', verdict: { level: 'warn' } });
  const isSummary = (body: string) => body.includes('2 messages that had already been shown');
  const stanza = await officer.expect((one) => isSummary(text(child(one, 'body'))));
  const summary = text(child(stanza, 'body'));
  for (const words of [
    'bea@corp[.]test',
    'lena@partner[.]test',
    'link.blocklisted',
    '1 message that had already been sent',
    'to lena@partner[.]test',
  ])
    expect(summary).toContain(words);
  expect(summary).not.toContain('https://');
  expect(await desk.account.archive.search('nothing wrong', null, 10)).toHaveLength(1);
  await desk.session.close();
  const facts = [];
  for await (const { entry } of exportRecord(desk.recordFolder, [])) facts.push(entry.facts);
  const withdrawals = facts.filter((fact) => fact.kind === 'decision' && fact.about === 'withdrawal');
  expect(withdrawals).toHaveLength(2);
  const sent = facts.filter((fact) => fact.kind === 'decision' && fact.about === 'sent');
  expect(sent).toMatchObject([{ peer: lena, codes: ['link.blocklisted', 'message.sent-before-rule'] }]);
});
