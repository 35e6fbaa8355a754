import { describe, expect, test } from 'vitest';
import { createOutgoing } from '../../../electron/wire/outgoing.ts';
import { bare, stanza } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

const bob = bare('bob@corp.test');
const mallory = bare('mallory@attacker.test');

function outgoingWithOneSent() {
  const parts = protocolContext();
  const outgoing = createOutgoing(parts.context);
  outgoing.send({ id: 'm1', to: bob, body: 'Hi <b>' });
  return { ...parts, outgoing };
}

const error = (inside: string, id = 'm1') =>
  stanza(`<message type='error' id='${id}'><error type='cancel'>${inside}</error></message>`);
const condition = (name: string) => `<${name} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>`;

describe('a message we send', () => {
  test('has its id twice, asks for a receipt, and carries a report as JSON', () => {
    const { connection, outgoing } = outgoingWithOneSent();
    outgoing.send({ id: 'r1', to: bob, body: 'Report', json: '{"a":1}' });
    expect(connection.sent.map(String)).toEqual([
      '<message type="chat" id="m1" to="bob@corp.test"><body>Hi &lt;b&gt;</body>' +
        '<origin-id xmlns="urn:xmpp:sid:0" id="m1"/><request xmlns="urn:xmpp:receipts"/></message>',
      '<message type="chat" id="r1" to="bob@corp.test"><body>Report</body><json xmlns="urn:xmpp:json:0">{"a":1}</json>' +
        '<origin-id xmlns="urn:xmpp:sid:0" id="r1"/><request xmlns="urn:xmpp:receipts"/></message>',
    ]);
  });

  test('is sent when the server says so, other stanzas are nobody’s news', () => {
    const { connection, told } = outgoingWithOneSent();
    connection.emit('acked', ['receipt', 'm1']);
    expect(told).toEqual([['sent', { id: 'm1' }]]);
  });

  test('T19: is delivered only by whom it went to', () => {
    const { outgoing, told } = outgoingWithOneSent();
    outgoing.arrived('m1', mallory);
    outgoing.arrived('m1', bob);
    outgoing.arrived('from-before-this-start', bob);
    expect(told).toMatchObject([
      ['violation', { rule: 'receipt.foreign', from: mallory }],
      ['delivered', { id: 'm1', by: bob }],
      ['delivered', { id: 'from-before-this-start', by: bob }],
    ]);
  });

  test.each([
    [condition('item-not-found'), 'no-such-person'],
    [condition('remote-server-not-found'), 'no-such-person'],
    [condition('gone'), 'no-such-person'],
    [`${condition('not-acceptable')}<blocked xmlns='urn:xmpp:blocking:errors'/>`, 'blocked-recipient'],
    [condition('service-unavailable'), 'refused-by-server'],
    ['', 'refused-by-server'],
  ])('with the error %s has failed: %s', (inside, failure) => {
    const { outgoing, told } = outgoingWithOneSent();
    outgoing.bounced(error(inside), bob);
    expect(told).toEqual([['failed', { id: 'm1', failure }]]);
  });

  test('T19: does not fail by the word of somebody else', () => {
    const { outgoing, told } = outgoingWithOneSent();
    outgoing.bounced(error(condition('item-not-found')), mallory);
    outgoing.bounced(error(condition('item-not-found'), 'unknown'), bob);
    expect(told).toMatchObject([['violation', { rule: 'error.foreign' }]]);
  });
});
