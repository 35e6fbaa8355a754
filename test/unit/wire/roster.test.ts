import { describe, expect, test } from 'vitest';
import { createRoster } from '../../../electron/wire/roster.ts';
import { answerOf, bare, stanza } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

const query = (items: string, attributes = '') =>
  `<query xmlns='jabber:iq:roster' ${attributes}>${items}</query>`;
const push = (items: string, from?: string) =>
  `<iq type='set' id='p' ${from === undefined ? '' : `from='${from}'`}>${query(items)}</iq>`;
const bob = "<item jid='bob@corp.test' name='Bob' subscription='both'><group>Sales</group></item>";
const evil = "<item jid='evil@attacker.test' name='IT Helpdesk' subscription='both'/>";

describe('a roster push', () => {
  test.each(['evil@attacker.test', 'evil@attacker.test/x', 'corp.test', 'alice@corp.test/phone'])(
    'T11: from %s is refused, recorded, and changes nothing (CVE-2015-8688)',
    async (from) => {
      const { connection, context, told } = protocolContext();
      const roster = createRoster(context);
      expect(await connection.ask(push(evil, from))).toMatchObject({
        ok: false,
        condition: 'service-unavailable',
      });
      expect(told).toEqual([['violation', 'roster.foreign-push', from]]);
      expect(roster.maySeeUs(bare('evil@attacker.test'))).toBe(false);
    },
  );

  test.each([undefined, 'alice@corp.test'])('from %s adds, changes and removes', async (from) => {
    const { connection, context, told } = protocolContext();
    const roster = createRoster(context);
    expect(await connection.ask(push(bob, from))).toEqual({ ok: true, payload: null });
    const item = {
      jid: 'bob@corp.test',
      name: 'Bob',
      groups: ['Sales'],
      subscription: 'both',
      isAskedByUs: false,
    };
    expect(told.at(-1)).toEqual(['roster', { changed: [item], removed: [], isWhole: false }]);
    expect(roster.maySeeUs(bare('bob@corp.test'))).toBe(true);
    await connection.ask(push("<item jid='bob@corp.test' subscription='remove'/>", from));
    expect(told.at(-1)).toEqual(['roster', { changed: [], removed: ['bob@corp.test'], isWhole: false }]);
    expect(roster.maySeeUs(bare('bob@corp.test'))).toBe(false);
  });

  test('T30: that changes nothing is told to nobody: strangers can make the server send any number of them', async () => {
    const { connection, context, told } = protocolContext();
    connection.respond = () => answerOf(`<iq>${query(bob)}</iq>`);
    await createRoster(context).fetch();
    told.length = 0;
    await connection.ask(push("<item jid='eve@attacker.test' subscription='remove'/>"));
    await connection.ask(push(bob));
    expect(told).toEqual([]);
  });

  test('that removes somebody counts also when the whole was never told', async () => {
    const { connection, context, told } = protocolContext();
    createRoster(context);
    await connection.ask(push("<item jid='bob@corp.test' subscription='remove'/>"));
    expect(told).toEqual([['roster', { changed: [], removed: ['bob@corp.test'], isWhole: false }]]);
  });

  test('with several items or none is refused (RFC 6121 section 2.1.6)', async () => {
    const { connection, context, told } = protocolContext();
    createRoster(context);
    expect(await connection.ask(push(bob + evil))).toMatchObject({ ok: false, condition: 'bad-request' });
    expect(await connection.ask(push(''))).toMatchObject({ ok: false, condition: 'bad-request' });
    expect(told).toEqual([]);
  });

  test('that overtakes the answer to the question for the whole is not undone by it', async () => {
    const { connection, context, told } = protocolContext();
    const roster = createRoster(context);
    connection.respond = () => {
      void connection.ask(push(bob));
      return answerOf(`<iq>${query('')}</iq>`);
    };
    await roster.fetch();
    expect(told).toMatchObject([
      ['roster', { isWhole: true }],
      ['roster', { isWhole: false }],
    ]);
    expect(roster.maySeeUs(bare('bob@corp.test'))).toBe(true);
  });
});

describe('the roster', () => {
  test('is asked for by version where the server keeps versions, and stays when it has not changed', async () => {
    const { connection, context, told } = protocolContext();
    connection.features = stanza("<features><ver xmlns='urn:xmpp:features:rosterver'/></features>");
    const roster = createRoster(context);
    connection.respond = () => answerOf(`<iq>${query(bob, "ver='v1'")}</iq>`);
    await roster.fetch();
    connection.respond = () => answerOf('<iq/>');
    await roster.fetch();
    expect(connection.requests.map((iq) => iq.getChild('query')?.attrs['ver'])).toEqual(['', 'v1']);
    expect(told).toHaveLength(1);
    expect(roster.maySeeUs(bare('bob@corp.test'))).toBe(true);
  });

  test('leaves out entries whose address is none, and cuts what is absurdly long', async () => {
    const { connection, context, told } = protocolContext();
    const groups = Array.from({ length: 200 }, (_, n) => `<group>g${n}</group>`).join('');
    const long = `<item jid='carol@corp.test' name='${'x'.repeat(5000)}' subscription='odd'>${groups}</item>`;
    connection.respond = () => answerOf(`<iq>${query(`<item jid='@'/><item/>${long}`)}</iq>`);
    await createRoster(context).fetch();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject([
      'roster',
      { changed: [{ jid: 'carol@corp.test', subscription: 'none' }] },
    ]);
    expect(JSON.stringify(told).length).toBeLessThan(3000);
  });
});
