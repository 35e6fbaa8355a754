import { describe, expect, test } from 'vitest';
import { createChatStates } from '../../../electron/wire/chat-states.ts';
import { bare, stanza } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

const bob = bare('bob@corp.test');
const stranger = bare('stranger@attacker.test');

function chatStates(understands = true) {
  const parts = protocolContext();
  const states = createChatStates(
    parts.context,
    (jid) => jid === bob,
    () => understands,
  );
  const sent = () => parts.connection.sent.map((message) => message.getChildElements()[0]?.getName());
  return { ...parts, states, sent };
}

const state = (name: string) =>
  stanza(`<message><${name} xmlns='http://jabber.org/protocol/chatstates'/></message>`);
const composing = (isComposing: boolean) => ['composing', { peer: bob, isComposing }];

describe('that we are composing', () => {
  test('is said once, renewed while it lasts, and over with the message or a pause', () => {
    const { clock, states, sent } = chatStates();
    states.setComposing(bob, true);
    states.setComposing(bob, true);
    expect(sent()).toEqual(['composing']);
    clock.pass(20_000);
    states.setComposing(bob, true);
    states.setComposing(bob, false);
    states.setComposing(bob, false);
    expect(sent()).toEqual(['composing', 'composing', 'paused']);
    states.setComposing(bob, true);
    states.sentTo(bob);
    states.setComposing(bob, false);
    expect(sent()).toEqual(['composing', 'composing', 'paused', 'composing']);
  });

  test('T31: is not said to a stranger, nor to a client that does not know the word', () => {
    const { states, sent } = chatStates();
    states.setComposing(stranger, true);
    expect(sent()).toEqual([]);
    const deaf = chatStates(false);
    deaf.states.setComposing(bob, true);
    expect(deaf.sent()).toEqual([]);
  });
});

describe('that somebody is composing', () => {
  test('ends with a pause, with the message, or when nothing comes for half a minute', () => {
    const { clock, states, told } = chatStates();
    states.receive(state('composing'), bob, false);
    states.receive(state('paused'), bob, false);
    states.receive(state('composing'), bob, false);
    states.receive(state('active'), bob, true);
    states.receive(state('composing'), bob, false);
    clock.pass(20_000);
    states.receive(state('composing'), bob, false);
    clock.pass(29_000);
    expect(told.at(-1)).toEqual(composing(true));
    clock.pass(1_000);
    expect(told).toEqual([true, false, true, false, true, false].map(composing));
  });

  test('T30: is not told of strangers', () => {
    const { states, told } = chatStates();
    states.receive(state('composing'), stranger, false);
    expect(told).toEqual([]);
  });

  test('ends with the session', () => {
    const { states, told } = chatStates();
    states.receive(state('composing'), bob, false);
    states.forget();
    expect(told).toEqual([true, false].map(composing));
  });
});
