import { expect, test } from 'vitest';
import { createArchiveSync } from '../../../electron/wire/archive-sync.ts';
import { exchangeOf, parseMessage } from '../../../electron/wire/message-parsing.ts';
import { createScrollBack } from '../../../electron/wire/scroll-back.ts';
import { result } from './archive-server.ts';
import { answerOf, bare } from './fake-connection.ts';
import { account, protocolContext } from './protocol-context.ts';

test('a page of receipts alone is passed over, to messages or to the beginning', async () => {
  const { connection, context } = protocolContext();
  const archive = createArchiveSync(context);
  connection.onStanza('message', (element, from) => void archive.receive(element, from));
  const scrollBack = createScrollBack(archive, {
    read: ({ archiveId, at, message }) => {
      const exchange = exchangeOf(message, account);
      return exchange && parseMessage(message, exchange, { via: 'archive', archiveId, at, raw: '' });
    },
  });
  const receipt = (id: string) =>
    `<message xmlns='jabber:client' from='bob@corp.test' to='${account}'><received xmlns='urn:xmpp:receipts' id='${id}'/></message>`;
  const before: (string | null | undefined)[] = [];
  connection.respond = (iq) => {
    const query = iq.getChild('query');
    const queryId = query?.attrs['queryid'] ?? '';
    const position = query?.getChild('set')?.getChildText('before');
    before.push(position);
    if (position === '9') connection.receive(result('8', queryId, { inner: receipt('x') }));
    if (position === '8') connection.receive(result('7', queryId));
    return answerOf(`<iq><fin xmlns='urn:xmpp:mam:2' ${position === '7' ? "complete='true'" : ''}/></iq>`);
  };
  const bob = bare('bob@corp.test');
  const page = await scrollBack.olderMessages(bob, '9', 10);
  expect(page).toMatchObject({ messages: [{ archiveId: '7' }], isComplete: false });
  expect(await scrollBack.olderMessages(bob, '7', 10)).toEqual({ messages: [], isComplete: true });
  expect(before).toEqual(['9', '8', '7']);
});
