import { expect, test } from 'vitest';
import { answer } from '../../../electron/bridge/answer.ts';
import { linkCalls } from '../../../electron/calls/link-calls.ts';
import type { Gate } from '../../../electron/gate/gate.ts';
import { calls } from '../../../shared/ipc/calls.ts';
import { type Message, messageIdSchema } from '../../../shared/model/message.ts';
import { allow, verdictOf } from '../../../shared/model/verdict.ts';
import { corpGate, jid } from '../gate/corp-gate.ts';
import { House } from './house.ts';

const id = messageIdSchema.parse('00000000-0000-4000-8000-000000000001');

/** As many links as a message may have, and a blocklist that could not be read when it came. */
function unjudged(): Message {
  const body = Array.from({ length: 200 }, (_, count) => `https://${count}.evil.example/`).join(' ');
  const peer = jid('eve@evil.example');
  const { verdict, links } = corpGate({ kind: 'unreadable' }).inbound({
    from: peer,
    name: '',
    body,
    isEncrypted: false,
  });
  const rest = { direction: 'in', state: 'received', failure: null, file: null, report: 'none' } as const;
  return { id, position: 1, peer, at: 0, body, verdict, links: [...links], ...rest };
}

test('a link that could not be judged is blocked with the reason, however many others there are', async () => {
  const house = new House();
  const message = unjudged();
  house.changes = { message: async () => message };
  await house.signIn();
  const opened: string[] = [];
  const handlers = linkCalls(house.session, {
    mayGoOn: () => true,
    confirm: async () => 'open',
    openLink: async (url) => opened.push(url) > 0,
    report: async () => undefined,
  });
  const question = { name: 'links.open', input: { id, index: 0 } };
  const reply = await answer(calls, handlers, question, () => undefined);
  expect(reply).toMatchObject({ ok: true, value: { outcome: 'blocked', verdict: { level: 'hold' } } });
  expect(opened).toEqual([]);
});

test('where policy lets nobody go on after a warning, it is not offered, and an answer that says so opens nothing', async () => {
  const house = new House();
  const gate = corpGate();
  await gate.ready();
  const { links, verdict } = gate.inbound({
    from: jid('eve@evil.example'),
    name: '',
    body: 'http://192.0.2.7/',
    isEncrypted: false,
  });
  house.changes = { message: async () => ({ ...unjudged(), links: [...links], verdict }) };
  await house.signIn();
  const asked: boolean[] = [];
  const opened: string[] = [];
  const handlers = linkCalls(house.session, {
    mayGoOn: () => false,
    confirm: async ({ mayOpen }) => {
      asked.push(mayOpen);
      return 'open';
    },
    openLink: async (url) => opened.push(url) > 0,
    report: async () => undefined,
  });
  const question = { name: 'links.open', input: { id, index: 0 } };
  const reply = await answer(calls, handlers, question, () => undefined);
  expect(reply).toMatchObject({ ok: false });
  expect(asked).toEqual([false]);
  expect(opened).toEqual([]);
});

test('the first click after a start waits for what links are judged with, and then opens', async () => {
  const house = new House();
  const url = 'https://shop.example/';
  const link = { start: 0, end: url.length, url, host: 'shop.example', verdict: allow };
  house.changes = { message: async () => ({ ...unjudged(), body: url, links: [link], verdict: allow }) };
  house.gate = asAtStart(corpGate());
  await house.signIn();
  const opened: string[] = [];
  const handlers = linkCalls(house.session, {
    mayGoOn: () => true,
    confirm: async () => 'back',
    openLink: async (leaving) => opened.push(leaving) > 0,
    report: async () => undefined,
  });
  const reply = await answer(
    calls,
    handlers,
    { name: 'links.open', input: { id, index: 0 } },
    () => undefined,
  );
  expect(reply).toMatchObject({ ok: true, value: { outcome: 'opened' } });
  expect(opened).toEqual([url]);
});

/** The tables stay loaded in the process of the tests; this holds links until they are asked for, as gate/links/not-loaded.test.ts shows. */
function asAtStart(gate: Gate): Gate {
  let isLoaded = false;
  const early: Gate = {
    ...gate,
    link: (url) =>
      isLoaded
        ? gate.link(url)
        : verdictOf([{ code: 'check.failed', level: 'hold', params: { check: 'link' } }]),
    linksReady: async () => {
      await gate.linksReady();
      isLoaded = true;
    },
    withPeople: () => early,
  };
  return early;
}
