import { expect, test } from 'vitest';
import { createSubscriptions } from '../../../electron/wire/subscriptions.ts';
import { bare } from './fake-connection.ts';
import { protocolContext } from './protocol-context.ts';

function subscriptions() {
  const parts = protocolContext();
  const seeUs = new Set<string>(['friend@corp.test']);
  return { ...parts, seeUs, requests: createSubscriptions(parts.context, (jid) => seeUs.has(jid)) };
}

const asks = (jid: string, type = 'subscribe') => `<presence from='${jid}' type='${type}'/>`;
const asking = (jid: string, isAsking: boolean) => ['asking', { jid, isAsking }];

test('a request is told once, and again when it is answered or withdrawn', () => {
  const { connection, told, requests } = subscriptions();
  connection.receive(asks('bob@corp.test'));
  connection.receive(asks('bob@corp.test'));
  connection.receive(asks('carol@corp.test'));
  expect(requests.answer(bare('bob@corp.test'), true)).toEqual({ ok: true });
  connection.receive(asks('carol@corp.test', 'unsubscribe'));
  expect(told).toEqual([
    asking('bob@corp.test', true),
    asking('carol@corp.test', true),
    asking('bob@corp.test', false),
    asking('carol@corp.test', false),
  ]);
  expect(connection.sent.map(String)).toEqual(['<presence to="bob@corp.test" type="subscribed"/>']);
});

test('offline, an answer is refused and the request stays', () => {
  const { connection, told, requests } = subscriptions();
  connection.receive(asks('bob@corp.test'));
  connection.isOnline = false;
  expect(requests.answer(bare('bob@corp.test'), false)).toEqual({ ok: false, code: 'offline' });
  expect(told).toEqual([asking('bob@corp.test', true)]);
});

test('a request of somebody who sees us already is none', () => {
  const { connection, told } = subscriptions();
  connection.receive(asks('friend@corp.test'));
  expect(told).toEqual([]);
});

test('a request that the server does not repeat at the next login is over', () => {
  const { connection, told, requests } = subscriptions();
  connection.receive(asks('bob@corp.test'));
  connection.receive(asks('carol@corp.test'));
  requests.beginLogin();
  connection.receive(asks('carol@corp.test'));
  requests.endLogin();
  expect(told.slice(2)).toEqual([asking('bob@corp.test', false)]);
});

test('a request that another of our devices accepted is over', () => {
  const { connection, told, requests, seeUs } = subscriptions();
  connection.receive(asks('bob@corp.test'));
  seeUs.add('bob@corp.test');
  const item = { name: '', groups: [], subscription: 'from', isAskedByUs: false } as const;
  requests.settleThose([{ ...item, jid: bare('bob@corp.test') }]);
  expect(told.at(-1)).toEqual(asking('bob@corp.test', false));
});

test('T30: a flood of requests keeps no colleague from asking', () => {
  const { connection, told } = subscriptions();
  for (let count = 0; count < 600; count++) connection.receive(asks(`x${count}@evil.test`));
  connection.receive(asks('bob@corp.test'));
  expect(told.at(-1)).toEqual(asking('bob@corp.test', true));
});

test('T30: a flood of requests is cut off and recorded', () => {
  const { connection, told } = subscriptions();
  for (let n = 0; n < 600; n++) connection.receive(asks(`bot${n}@attacker.test`));
  expect(told.filter((entry) => Array.isArray(entry) && entry[0] === 'asking')).toHaveLength(500);
  expect(told.at(-1)).toMatchObject(['violation', { rule: 'subscription.flood' }]);
});

test('T30: strangers who ask and take it back, again and again, are soon left out; colleagues never, and strangers not for long', () => {
  const { connection, clock, told } = subscriptions();
  const churn = (domain: string) => {
    for (let count = 0; count < 2000; count++) {
      connection.receive(asks(`x${count}@${domain}`));
      connection.receive(asks(`x${count}@${domain}`, 'unsubscribe'));
    }
  };
  const requests = () => told.filter((entry) => JSON.stringify(entry).includes('"isAsking":true')).length;
  churn('evil.test');
  expect(requests()).toBe(500);
  churn('corp.test');
  expect(requests()).toBe(2500);
  clock.pass(10 * 60_000);
  connection.receive(asks('lena@partner.test'));
  expect(told.at(-1)).toEqual(asking('lena@partner.test', true));
});
