import { describe, expect, test } from 'vitest';
import { type ArchivedMessage, createArchiveSync } from '../../../electron/wire/archive-sync.ts';
import { archiveOf, result } from './archive-server.ts';
import { answerOf, bare, full, refusal, stanza } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

function sync() {
  const parts = protocolContext();
  const archive = createArchiveSync(parts.context);
  parts.connection.onStanza('message', (element, from) => void archive.receive(element, from));
  const pages: string[][] = [];
  const onPage = (page: readonly ArchivedMessage[]) =>
    void pages.push(page.map(({ archiveId }) => archiveId));
  return { ...parts, archive, pages, onPage };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => String(from + n));

describe('catching up', () => {
  test('goes on behind what is known, page by page, to the end', async () => {
    const { archive, connection, pages, onPage } = sync();
    archiveOf(connection, numbers(1, 170));
    expect(await archive.catchUp({ after: '30' }, onPage)).toEqual({
      outcome: 'complete',
      reached: { after: '170' },
    });
    expect(pages.map((page) => page.length)).toEqual([50, 50, 40]);
    expect(pages.flat()).toEqual(numbers(31, 170));
  });

  test('of an archive never seen takes the newest page', async () => {
    const { archive, connection, pages, onPage } = sync();
    archiveOf(connection, numbers(1, 170));
    await archive.catchUp('newest-page', onPage);
    expect(pages).toEqual([numbers(121, 170)]);
  });

  test('of an empty archive remembers that everything to come is new', async () => {
    const { archive, connection, onPage } = sync();
    archiveOf(connection, []);
    expect(await archive.catchUp('newest-page', onPage)).toEqual({
      outcome: 'complete',
      reached: 'beginning',
    });
  });

  test('begins at the oldest when the archive no longer has what is known', async () => {
    const { archive, connection, pages, onPage } = sync();
    archiveOf(connection, numbers(100, 230));
    expect(await archive.catchUp({ after: '7' }, onPage)).toMatchObject({ outcome: 'complete' });
    expect(pages.flat()).toEqual(numbers(100, 230));
  });

  test('says how far it came when the stream ends', async () => {
    const { archive, connection, pages } = sync();
    archiveOf(connection, numbers(1, 170));
    const catchUp = archive.catchUp('beginning', (page) => {
      pages.push(page.map(({ archiveId }) => archiveId));
      connection.isOnline = pages.length < 2;
    });
    expect(await catchUp).toEqual({ outcome: 'interrupted', reached: { after: '100' } });
    expect(pages.flat()).toEqual(numbers(1, 100));
  });

  test('asks a slow server three times and gives up on one that refuses', async () => {
    const { archive, connection, onPage } = sync();
    connection.respond = () => ({ ok: false, code: 'timeout' });
    expect(await archive.catchUp({ after: '1' }, onPage)).toEqual({
      outcome: 'unavailable',
      reached: { after: '1' },
    });
    expect(connection.requests).toHaveLength(3);
    connection.respond = () => refusal('internal-server-error');
    expect(await archive.catchUp({ after: '1' }, onPage)).toMatchObject({ outcome: 'unavailable' });
    expect(connection.requests).toHaveLength(4);
  });

  test('does not run in circles when a server gives the same page for ever', async () => {
    const { archive, connection, onPage } = sync();
    connection.respond = (iq) => {
      connection.receive(result('1', iq.getChild('query')?.attrs['queryid'] ?? ''));
      return answerOf("<iq><fin xmlns='urn:xmpp:mam:2'/></iq>");
    };
    expect(await archive.catchUp('beginning', onPage)).toMatchObject({ outcome: 'unavailable' });
    expect(connection.requests).toHaveLength(2);
  });
});

describe('T14: an archived message', () => {
  test('counts only for the question that is open', async () => {
    const { archive, connection, context, pages, onPage, told } = sync();
    archiveOf(connection, ['1'], (ids) => {
      connection.receive(result('forged', 'other-query'));
      return ids;
    });
    await archive.catchUp('beginning', onPage);
    connection.receive(result('late', connection.requests[0]?.getChild('query')?.attrs['queryid'] ?? ''));
    expect(pages).toEqual([['1']]);
    expect(told).toEqual([
      ['violation', 'archive.unsolicited', context.account],
      ['violation', 'archive.unsolicited', context.account],
    ]);
  });

  test.each([
    'evil@attacker.test',
    'evil@attacker.test/x',
    'alice@corp.test/phone',
    'corp.test',
    'room@muc.corp.test',
  ])('from %s is ignored even with the right question', async (from) => {
    const { archive, connection, pages, onPage, told } = sync();
    archiveOf(connection, ['1'], (ids, queryId) => {
      connection.receive(result('forged', queryId, { from }));
      return ids;
    });
    await archive.catchUp('beginning', onPage);
    expect(pages).toEqual([['1']]);
    expect(told).toEqual([['violation', 'archive.foreign', from]]);
  });

  test('without a message inside, or with one that wraps another, is left out, and reading goes on behind it', async () => {
    const { archive, connection, pages, onPage, told } = sync();
    archiveOf(connection, [], (_ids, queryId) => {
      connection.receive(result('1', queryId, { inner: '' }));
      connection.receive(result('2', queryId, { inner: result('x', queryId) }));
      return [];
    });
    expect(await archive.catchUp('beginning', onPage)).toMatchObject({ reached: { after: '2' } });
    expect(pages).toEqual([[]]);
    expect(told).toHaveLength(2);
  });

  test('beyond what was asked for is not kept', async () => {
    const { archive, connection, pages, onPage } = sync();
    archiveOf(connection, numbers(1, 60), () => numbers(1, 60));
    await archive.catchUp('newest-page', onPage);
    expect(pages.flat()).toHaveLength(50);
  });

  test('has the stamp of the archive, not one from inside the message, and never a future one', async () => {
    const { archive, clock, connection } = sync();
    const forged = "<delay xmlns='urn:xmpp:delay' from='corp.test' stamp='2001-01-01T00:00:00Z'/>";
    const inner = `<message xmlns='jabber:client' from='bob@corp.test/x' to='alice@corp.test'>${forged}</message>`;
    const ats: number[] = [];
    archiveOf(connection, [], (_ids, queryId) => {
      connection.receive(result('1', queryId, { inner, stamp: '2026-02-01T00:00:00Z' }));
      connection.receive(result('2', queryId, { inner, stamp: '2126-02-01T00:00:00Z' }));
      return [];
    });
    await archive.catchUp('beginning', (page) => void ats.push(...page.map(({ at }) => at)));
    expect(ats).toEqual([Date.parse('2026-02-01T00:00:00Z'), clock.now()]);
  });
});

test('a message that is no result is left to others', () => {
  const { archive } = sync();
  expect(archive.receive(stanza('<message><body>Hi</body></message>'), bare('bob@corp.test'))).toBe(false);
  expect(
    archive.receive(stanza("<message><result xmlns='urn:other'/></message>"), full('bob@corp.test/x')),
  ).toBe(false);
});
