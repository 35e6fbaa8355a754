import { describe, expect, test } from 'vitest';
import { createWire } from '../../../electron/wire/client.ts';
import type { IqResult } from '../../../electron/wire/connection/connection.ts';
import type { WireEvents } from '../../../electron/wire/wire.ts';
import { openBorder, strictRules } from '../../server/server-rules.ts';
import { archiveOf } from './archive-server.ts';
import { answerOf, bare, FakeConnection } from './fake-connection.ts';
import { account, FakeClock } from './protocol-context.ts';

const features = ['urn:xmpp:mam:2', 'urn:xmpp:sid:0']
  .map((feature) => `<feature var='${feature}'/>`)
  .join('');
const roster =
  "<item jid='bob@corp.test' subscription='both'/><item jid='carol@partner.test' subscription='to'/>";

/** A wire on a server that holds `archived` and knows Bob (who sees us) and Carol (who does not). */
function wireWith(archived: readonly string[], lastArchiveId: string | null = null) {
  const connection = new FakeConnection(account);
  const clock = new FakeClock();
  const memory = { lastArchiveId: async () => lastArchiveId };
  const options = {
    account,
    password: 'secret',
    ...strictRules,
    version: '1.2.3',
    border: openBorder,
  };
  const wire = createWire(options, memory, { connect: () => connection, clock });
  archiveOf(connection, archived);
  const answerQuery = connection.respond;
  connection.respond = (iq): IqResult | Promise<IqResult> => {
    const [payload] = iq.getChildElements();
    if (payload?.is('query', 'jabber:iq:roster')) {
      return answerOf(`<iq><query xmlns='jabber:iq:roster'>${roster}</query></iq>`);
    }
    if (payload?.is('query', 'http://jabber.org/protocol/disco#info')) {
      return answerOf(`<iq><query xmlns='http://jabber.org/protocol/disco#info'>${features}</query></iq>`);
    }
    return answerQuery(iq);
  };
  const told: string[] = [];
  wire.on('message', ({ via, body }) => told.push(`${via} ${body}`));
  wire.on('sent', ({ id }) => told.push(`sent ${id}`));
  wire.on('ready', ({ resumed }) => told.push(resumed ? 'resumed' : 'ready'));
  const begin = (resumed = false) => {
    const jid = connection.jid;
    if (jid !== null) connection.emit('online', { resumed, jid });
  };
  const end = () => connection.emit('state', { kind: 'connecting' });
  const until = <E extends keyof WireEvents>(event: E) =>
    new Promise<void>((resolve) => {
      const stop = wire.on(event, () => {
        stop();
        resolve();
      });
    });
  return { wire, connection, clock, told, begin, end, until };
}

const live = (body: string, archiveId?: string) =>
  `<message from='bob@corp.test/x' to='alice@corp.test/desk' type='chat' id='l${body}'><body>${body}</body>` +
  `${archiveId === undefined ? '' : `<stanza-id xmlns='urn:xmpp:sid:0' by='alice@corp.test' id='${archiveId}'/>`}</message>`;

describe('a new session', () => {
  test('asks for copies, people, blocks and features, says that we are here, catches up, and is ready', async () => {
    const { connection, told, begin, until } = wireWith(['1', '2'], '1');
    begin();
    await until('ready');
    const asked = connection.requests.map((iq) => iq.getChildElements()[0]?.getNS());
    const archive = 'urn:xmpp:mam:2';
    const disco = 'http://jabber.org/protocol/disco#info';
    expect(asked.toSorted()).toEqual(
      [
        archive,
        archive,
        disco,
        disco,
        'jabber:iq:roster',
        'urn:xmpp:blocking',
        'urn:xmpp:carbons:2',
      ].toSorted(),
    );
    expect(asked.at(-1)).toBe(archive);
    expect(connection.sent.map((element) => element.getName())).toEqual(['presence']);
    expect(told).toEqual(['archive 2', 'ready']);
  });

  test('tells what arrives meanwhile after what was missed, and only once', async () => {
    const { connection, told, begin, until } = wireWith(['1', '2', '3'], '1');
    begin();
    connection.receive(live('3', '3'));
    connection.receive(live('4', '4'));
    connection.receive(live('not archived'));
    await until('ready');
    connection.receive(live('5', '5'));
    expect(told).toEqual(['archive 2', 'archive 3', 'live 4', 'live not archived', 'ready', 'live 5']);
  });

  test('T30: keeps a bounded part of a flood that comes meanwhile, and reads the rest from the archive, in order', async () => {
    const ids = Array.from({ length: 150 }, (_, n) => String(n + 1));
    const flood = Array.from({ length: 3000 }, (_, n) => String(n + 151));
    const { wire, connection, told, begin, until } = wireWith(ids, '100');
    const broken: string[] = [];
    wire.on('violation', ({ rule }) => broken.push(rule));
    const respond = connection.respond;
    connection.respond = (iq) => {
      const answer = respond(iq);
      const after = iq.getChild('query', 'urn:xmpp:mam:2')?.getChild('set')?.getChildText('after');
      // The last page is answered, and then all the others write.
      if (after === '100') {
        ids.push(...flood);
        for (const id of flood) connection.receive(live(id, id));
        for (let count = 0; count < 5; count++) connection.receive(live('not archived'));
      }
      return answer;
    };
    begin();
    await until('ready');
    expect(told).toEqual([...ids.slice(100).map((id) => `archive ${id}`), 'ready']);
    expect(broken).toEqual(Array(5).fill('message.flood'));
  });

  test('sends nothing before it is ready, as the archive may hold it already', async () => {
    const { wire, connection, begin, until } = wireWith([]);
    const message = { id: 'm1', to: bare('bob@corp.test'), body: 'Hi' };
    begin();
    expect(wire.send(message)).toBe(false);
    await until('ready');
    expect(wire.send(message)).toBe(true);
    begin();
    expect(wire.send(message)).toBe(false);
    expect(connection.sent.filter((element) => element.getName() === 'message')).toHaveLength(1);
  });

  test('that ends in the middle is taken up by the next, without a gap and without a double', async () => {
    const ids = Array.from({ length: 120 }, (_, n) => String(n + 1));
    const { connection, told, begin, end, until } = wireWith(ids, '10');
    let pages = 0;
    const respond = connection.respond;
    connection.respond = (iq) => {
      // The question that introduces us is the first.
      if (iq.getChild('query', 'urn:xmpp:mam:2') === undefined || ++pages !== 3) return respond(iq);
      connection.isOnline = false;
      return { ok: false, code: 'offline' };
    };
    begin();
    connection.receive(live('120', '120'));
    await expect.poll(() => pages).toBe(3);
    end();
    connection.isOnline = true;
    begin();
    await until('ready');
    expect(told).toEqual([...ids.slice(10).map((id) => `archive ${id}`), 'ready']);
  });

  test('that is resumed before it was complete goes on and is then ready', async () => {
    const { told, begin, end, until } = wireWith(['1', '2'], '1');
    begin();
    end();
    begin(true);
    await until('ready');
    expect(told).toEqual(['archive 2', 'ready']);
  });

  test('asks once more what the server offers when that was not heard in time: without the answer nothing that was missed would come', async () => {
    const { connection, told, begin, until } = wireWith(['1', '2'], '1');
    const { respond } = connection;
    let isLate = true;
    connection.respond = (iq) => {
      const isOffer = iq.getChild('query', 'http://jabber.org/protocol/disco#info') !== undefined;
      if (!isOffer || iq.attrs['to'] !== account || !isLate) return respond(iq);
      isLate = false;
      return { ok: false, code: 'timeout' };
    };
    begin();
    connection.receive(live('3', '3'));
    await until('ready');
    expect(told).toEqual(['archive 2', 'live 3', 'ready']);
  });

  test('is ready without an archive when the server has none or does not answer', async () => {
    const { connection, told, begin, until } = wireWith([]);
    connection.respond = () => ({ ok: false, code: 'timeout' });
    begin();
    connection.receive(live('1', '1'));
    await until('ready');
    expect(told).toEqual(['live 1', 'ready']);
  });
});

test('what arrives behind a gap does not say how far the archive was read, so that the next start reads the gap', async () => {
  const { wire, connection, begin, until } = wireWith(['1', '2'], '1');
  const server = connection.respond;
  connection.respond = (iq) =>
    iq.getChild('query', 'urn:xmpp:mam:2')?.getChild('set')?.getChild('after') === undefined
      ? server(iq)
      : { ok: false, code: 'timeout' };
  const ids: (string | null)[] = [];
  wire.on('message', ({ archiveId }) => ids.push(archiveId));
  begin();
  await until('ready');
  connection.receive(live('behind', '3'));
  connection.respond = server;
  begin();
  await until('ready');
  connection.receive(live('whole', '4'));
  expect(ids).toEqual([null, '2', '4']);
});

test('a resumed session is ready at once, and says who is there', async () => {
  const { wire, connection, told, begin, end, until } = wireWith([]);
  begin();
  await until('ready');
  connection.receive("<presence from='bob@corp.test/x'/>");
  const present: string[] = [];
  wire.on('presence', ({ jid, availability }) => present.push(`${jid} ${availability}`));
  end();
  begin(true);
  expect(told).toEqual(['ready', 'resumed']);
  expect(present).toEqual(['bob@corp.test available']);
});

test('T15: a stamp cannot lie before the time since which the server can have held messages back', async () => {
  const { wire, connection, clock, begin, end, until } = wireWith([]);
  const dated = (hoursAgo: number) => {
    const stamp = new Date(clock.now() - hoursAgo * 3_600_000).toISOString();
    const delay = `<delay xmlns='urn:xmpp:delay' from='corp.test' stamp='${stamp}'/>`;
    return live('Hi').replace('</message>', `${delay}</message>`);
  };
  const ages: number[] = [];
  wire.on('message', ({ at }) => ages.push((clock.now() - at) / 60_000));
  begin();
  connection.receive(dated(48));
  await until('ready');
  connection.receive(dated(1));
  clock.pass(600 * 60_000);
  end();
  clock.pass(60 * 60_000);
  begin(true);
  connection.receive(dated(1));
  connection.receive(dated(48));
  expect(ages).toEqual([48 * 60, 0, 60, 65]);
});

describe('T31: a stranger', () => {
  const strangers = ['mallory@attacker.test/x', 'carol@partner.test/x', 'attacker.test'];

  test.each(strangers)('%s hears nothing about our software, and no ping', async (from) => {
    const { connection, begin, until } = wireWith([]);
    begin();
    await until('ready');
    for (const payload of [
      "<query xmlns='jabber:iq:version'/>",
      "<query xmlns='http://jabber.org/protocol/disco#info'/>",
      "<ping xmlns='urn:xmpp:ping'/>",
      "<query xmlns='jabber:iq:last'/>",
      "<time xmlns='urn:xmpp:time'/>",
    ]) {
      expect(await connection.ask(`<iq type='get' id='q' from='${from}'>${payload}</iq>`)).toMatchObject({
        ok: false,
        condition: 'service-unavailable',
      });
    }
  });

  test.each(strangers)('%s gets no receipt and no chat state', async (from) => {
    const { wire, connection, begin, until } = wireWith([]);
    begin();
    await until('ready');
    wire.on('message', (message) => wire.acknowledge(message));
    connection.receive(
      `<message from='${from}' to='alice@corp.test' id='1'><body>?</body><request xmlns='urn:xmpp:receipts'/></message>`,
    );
    wire.setComposing(bare(from), true);
    expect(connection.sent.map((element) => element.getName())).toEqual(['presence']);
  });

  test('is not whoever may see our presence, our own device, or our server', async () => {
    const { connection, begin, until } = wireWith([]);
    begin();
    await until('ready');
    for (const from of ['bob@corp.test/x', 'alice@corp.test/phone', 'corp.test']) {
      const version = await connection.ask(
        `<iq type='get' id='q' from='${from}'><query xmlns='jabber:iq:version'/></iq>`,
      );
      expect(version.ok && String(version.payload)).toBe(
        '<query xmlns="jabber:iq:version"><name>Gatehouse</name><version>1.2.3</version></query>',
      );
    }
  });
});

test('what our presence says we can do is what we answer when asked for exactly that', async () => {
  const { connection, begin, until } = wireWith([]);
  begin();
  await until('ready');
  const { node, ver } = connection.sent[0]?.getChild('c')?.attrs ?? {};
  const ask = (asked: string) =>
    connection.ask(
      `<iq type='get' id='q' from='bob@corp.test/x'><query xmlns='http://jabber.org/protocol/disco#info' node='${asked}'/></iq>`,
    );
  expect(await ask(`${node}#${ver}`)).toMatchObject({ ok: true });
  expect(await ask(`${node}#other`)).toMatchObject({ ok: false, condition: 'item-not-found' });
});

test('the window’s state goes to a server that knows the word, and again after each login', async () => {
  const { wire, connection, begin, until } = wireWith([]);
  wire.setActive(false);
  expect(connection.sent).toEqual([]);
  connection.features?.append(answerElement("<csi xmlns='urn:xmpp:csi:0'/>"));
  begin();
  await until('ready');
  wire.setActive(true);
  wire.setActive(true);
  expect(connection.sent.map((element) => element.getName())).toEqual(['presence', 'inactive', 'active']);
});

function answerElement(text: string) {
  const result = answerOf(`<iq>${text}</iq>`);
  const [element] = result.ok ? result.value.getChildElements() : [];
  if (element === undefined) throw new Error('no element');
  return element;
}
