import { describe, expect, test } from 'vitest';
import { carbonIn } from '../../../electron/wire/carbons.ts';
import { bare, full, stanza } from './fake-connection.ts';
import { account } from './protocol-context.ts';

const message = (attributes: string, extra = '') =>
  `<message xmlns='jabber:client' ${attributes}><body>Hi</body>${extra}</message>`;
const forwarded = (inner: string) => `<forwarded xmlns='urn:xmpp:forward:0'>${inner}</forwarded>`;
const copy = (name: string, inner: string) => `<${name} xmlns='urn:xmpp:carbons:2'>${inner}</${name}>`;

const incoming = message("from='bob@corp.test/x' to='alice@corp.test/phone' type='chat'");
const outgoing = message("from='alice@corp.test/phone' to='bob@corp.test' type='chat'");
const received = copy('received', forwarded(incoming));

const read = (content: string, from = 'alice@corp.test', type = 'chat') =>
  carbonIn(
    stanza(`<message from='${from}' to='alice@corp.test/desk' type='${type}'>${content}</message>`),
    from.includes('/') ? full(from) : bare(from),
    account,
  );

describe('a carbon', () => {
  test('from our own bare address is opened', () => {
    expect(read(received)).toMatchObject({ kind: 'carbon', message: { attrs: { from: 'bob@corp.test/x' } } });
    expect(read(copy('sent', forwarded(outgoing)))).toMatchObject({ kind: 'carbon' });
  });

  test.each([
    'bob@corp.test',
    'bob@corp.test/x',
    'alice@corp.test/phone',
    'corp.test',
    'room@muc.corp.test/boss',
  ])('T12: from %s is a forgery (CVE-2017-5589)', (from) => {
    expect(read(received, from)).toMatchObject({ kind: 'forged', rule: 'carbon.foreign' });
  });

  test('T12: inside a group chat, or of one, is a forgery', () => {
    expect(read(received, 'alice@corp.test', 'groupchat')).toMatchObject({ rule: 'carbon.groupchat' });
    const ofRoom = message("from='room@muc.test/x' to='alice@corp.test/phone' type='groupchat'");
    expect(read(copy('received', forwarded(ofRoom)))).toMatchObject({ rule: 'carbon.groupchat' });
  });

  test('T12: that carries another carbon, or an archived message, is not opened', () => {
    const nested = message("from='alice@corp.test' to='alice@corp.test/phone' type='chat'", received);
    expect(read(copy('received', forwarded(nested)))).toMatchObject({ rule: 'carbon.malformed' });
    const result = `<result xmlns='urn:xmpp:mam:2' id='1'>${forwarded(incoming)}</result>`;
    const archived = message("from='alice@corp.test' to='alice@corp.test/phone'", result);
    expect(read(copy('received', forwarded(archived)))).toMatchObject({ rule: 'carbon.malformed' });
  });

  test('T12: of what somebody else sent or received is a forgery', () => {
    const toCarol = message("from='bob@corp.test/x' to='carol@corp.test' type='chat'");
    expect(read(copy('received', forwarded(toCarol)))).toMatchObject({ rule: 'carbon.of-another-account' });
    expect(read(copy('sent', forwarded(incoming)))).toMatchObject({ rule: 'carbon.of-another-account' });
  });

  test('that is not exactly one message is not opened', () => {
    expect(read(copy('received', ''))).toMatchObject({ kind: 'forged' });
    expect(read(copy('received', forwarded(incoming + incoming)))).toMatchObject({ kind: 'forged' });
    expect(read(received + received)).toMatchObject({ kind: 'forged' });
  });

  test('is not seen in a message without one', () => {
    expect(read('<body>Hi</body>', 'bob@corp.test/x')).toEqual({ kind: 'none' });
  });
});
