import { describe, expect, test } from 'vitest';
import { createBlocking } from '../../../electron/wire/blocking.ts';
import { answerOf, bare, refusal } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

const item = (jid: string) => `<item jid='${jid}'/>`;
const push = (name: string, items: string, from?: string) =>
  `<iq type='set' id='p' ${from === undefined ? '' : `from='${from}'`}><${name} xmlns='urn:xmpp:blocking'>${items}</${name}></iq>`;

async function blockingWith(list: string, announced: string[] = []) {
  const parts = protocolContext();
  parts.connection.respond = () =>
    answerOf(`<iq><blocklist xmlns='urn:xmpp:blocking'>${list}</blocklist></iq>`);
  const blocking = createBlocking(parts.context, (feature) => announced.includes(feature));
  await blocking.fetch();
  return { ...parts, blocking };
}

describe('the list of those who are blocked', () => {
  test('is asked for and follows the pushes of our own account', async () => {
    const { connection, told } = await blockingWith(item('evil@attacker.test') + item('spam.test'));
    await connection.ask(push('block', item('mallory@partner.test')));
    await connection.ask(push('unblock', item('evil@attacker.test'), 'alice@corp.test'));
    await connection.ask(push('unblock', ''));
    expect(told).toEqual([
      ['blocked', ['evil@attacker.test', 'spam.test']],
      ['blocked', ['evil@attacker.test', 'spam.test', 'mallory@partner.test']],
      ['blocked', ['spam.test', 'mallory@partner.test']],
      ['blocked', []],
    ]);
  });

  test.each(['evil@attacker.test/x', 'corp.test', 'alice@corp.test/phone'])(
    'T11: does not follow a push from %s',
    async (from) => {
      const { connection, told } = await blockingWith(item('evil@attacker.test'));
      expect(await connection.ask(push('unblock', '', from))).toMatchObject({
        condition: 'service-unavailable',
      });
      expect(told.slice(1)).toEqual([['violation', 'blocking.foreign-push', from]]);
    },
  );

  test('is not emptied by a push that only names a single device', async () => {
    const { connection, told } = await blockingWith(item('evil@attacker.test'));
    await connection.ask(push('unblock', item('evil@attacker.test/x')));
    expect(told.at(-1)).toEqual(['blocked', ['evil@attacker.test']]);
  });
});

describe('blocking', () => {
  const evil = bare('evil@attacker.test');

  test('reports to the server where it takes reports (XEP-0377), and only there', async () => {
    const reporting = 'urn:xmpp:reporting:1';
    for (const [announced, reported] of [
      [[reporting], '<report xmlns="urn:xmpp:reporting:1" reason="urn:xmpp:reporting:spam"/>'],
      [[], ''],
    ] as const) {
      const { blocking, connection } = await blockingWith('', [...announced]);
      await blocking.block(evil, 'spam');
      const payload = String(connection.requests.at(-1)?.getChild('block'));
      const inside = reported === '' ? '/>' : `>${reported}</item>`;
      expect(payload).toBe(
        `<block xmlns="urn:xmpp:blocking"><item jid="evil@attacker.test"${inside}</block>`,
      );
    }
  });

  test('says why it did not work', async () => {
    const { blocking, connection } = await blockingWith('');
    connection.respond = () => refusal('feature-not-implemented');
    expect(await blocking.block(evil, null)).toEqual({ ok: false, code: 'not-supported' });
    connection.respond = () => refusal('not-allowed');
    expect(await blocking.unblock(evil)).toEqual({ ok: false, code: 'refused' });
    connection.isOnline = false;
    expect(await blocking.block(evil, null)).toEqual({ ok: false, code: 'offline' });
  });
});
