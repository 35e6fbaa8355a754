import { expect, test } from 'vitest';
import { RecordWatch } from '../../../electron/audit/record-watch.ts';
import type { Handlers } from '../../../electron/bridge/router.ts';
import { conversationCalls } from '../../../electron/calls/conversation-calls.ts';
import { fileCalls } from '../../../electron/calls/file-calls.ts';
import { linkCalls } from '../../../electron/calls/link-calls.ts';
import { messageCalls } from '../../../electron/calls/message-calls.ts';
import { peopleCalls } from '../../../electron/calls/people-calls.ts';
import { reportCalls } from '../../../electron/calls/report-calls.ts';
import { securityCalls } from '../../../electron/calls/security-calls.ts';
import { sessionCalls } from '../../../electron/calls/session-calls.ts';
import type { CallInput, CallName } from '../../../shared/ipc/calls.ts';
import type { LeavingAnswer, LeavingQuestion } from '../../../shared/model/leaving.ts';
import type { MessageId } from '../../../shared/model/message.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { alice, bob, jid } from '../archive/fixture.ts';
import { arrived, House } from './house.ts';

// T37. Whatever the page asks main to do, with a card number in every word of it.

const card = '4111 1111 1111 1111';
const paula = jid('paula@partner.test');
const desk = jid('security@corp.test');

/** Signing in makes the wire and says nothing on it; the rest is the shell's or the forwarding's, which have no wire. */
type Spoken = Exclude<
  CallName,
  'session.signIn' | 'session.signOut' | 'forwarding.get' | 'settings.get' | 'settings.set' | 'app.painted'
>;

/** A new call does not compile before it is tried here. */
function everyCall(
  id: MessageId,
  peer: typeof bob,
  answer: LeavingAnswer | null = null,
  draft = '',
): { readonly [N in Spoken]: CallInput<N> } {
  return {
    'session.get': null,
    'session.reconnect': null,
    'session.setPresence': { availability: 'away', statusText: `my card: ${card}`, answer },
    'people.list': null,
    'people.add': { address: peer, name: `pays with card ${card}`, answer },
    'people.remove': { peer },
    'people.answer': { peer, accept: true },
    'people.setBlocked': { peer: bob, blocked: false },
    'requests.list': null,
    'conversations.list': null,
    'conversations.page': { peer, before: null, after: null, around: null, limit: 10 },
    'conversations.markRead': { peer },
    'conversations.setDraft': { peer, text: `the card is ${card}` },
    'conversations.setComposing': { peer, composing: true },
    'conversations.search': { query: card, peer: null },
    'messages.send': { peer, text: `the card is ${card}`, answer },
    'messages.retry': { id, answer },
    'messages.discard': { id },
    'leaving.dispute': { token: answer?.token ?? card },
    'links.open': { id, index: 0 },
    'reports.submit': { id, as: 'suspicious' },
    'reports.get': { id },
    'reports.undo': { id },
    'reports.classify': { id, disposition: 'phishing' },
    'reports.blockSender': { id },
    'reports.addNote': { id, note: `he wanted the card ${card}`, answer },
    'reports.export': { id },
    'security.get': null,
    'files.begin': { peer, name: `${card}.txt`, size: 1, mediaType: card },
    'files.add': { draft: '', bytes: new Uint8Array(1) },
    'files.send': { draft, text: `the card is ${card}`, answer },
    'files.forget': { draft: '' },
    'files.fetch': { id },
    'files.stop': { id },
    'files.retry': { id },
    'files.save': { id },
    'files.preview': { id },
    'files.askRelease': { id, note: `for card ${card}`, answer },
  };
}

async function atDesk() {
  const house = new House();
  house.securityDesk = desk;
  const wire = await house.signIn();
  wire.tell('ready', { resumed: false });
  wire.tell('message', arrived(bob, 1));
  await house.session.current?.settled();
  const [message] =
    (
      await house.session.current?.archive.page({
        peer: bob,
        before: null,
        after: null,
        around: null,
        limit: 1,
      })
    )?.messages ?? [];
  if (message === undefined) throw new Error('nothing arrived');
  const { session } = house;
  const handlers = {
    ...sessionCalls(session),
    ...peopleCalls(session),
    ...conversationCalls(session, () => true),
    ...messageCalls(session),
    ...fileCalls(session),
    ...linkCalls(session, {
      mayGoOn: () => true,
      confirm: async () => 'back',
      openLink: async () => true,
      report: async () => undefined,
    }),
    ...reportCalls(session, { save: async () => 'saved' }),
    ...securityCalls(session, {
      policy: () => ({ since: 0, id: '' }),
      record: () => new RecordWatch('/nowhere').state(strictDefaultPolicy.record),
      now: () => house.now,
    }),
  } satisfies Partial<Handlers>;
  const call = (name: Spoken, input: unknown): Promise<unknown> =>
    Reflect.apply(handlers[name], undefined, [input]) as Promise<unknown>;
  /** Of nothing, since what stands in a file is for test/unit/transfer. */
  const draft = async (peer: typeof bob): Promise<string> => {
    const reply = await handlers['files.begin']({ peer, name: `${card}.txt`, size: 0, mediaType: '' });
    return reply.ok ? reply.value.draft : '';
  };
  return { house, wire, message, call, draft };
}

function questionIn(reply: unknown): LeavingQuestion | null {
  const value = (reply as { value?: { outcome?: string; question?: LeavingQuestion } }).value;
  return value?.outcome === 'asked' ? (value.question ?? null) : null;
}

const withWords: readonly Spoken[] = [
  'session.setPresence',
  'people.add',
  'messages.send',
  'reports.addNote',
  'files.send',
];

test('T37: nothing confidential reaches the wire by any call before its writer was asked', async () => {
  const { house, wire, message, call, draft } = await atDesk();
  const asked: string[] = [];
  await call('reports.submit', { id: message.id });
  for (const [name, input] of Object.entries(everyCall(message.id, paula, null, await draft(paula)))) {
    const reply = await call(name as Spoken, input);
    if (questionIn(reply) !== null) asked.push(name);
  }
  await house.session.current?.files.idle();
  await house.session.current?.outbound.idle();
  expect(house.files.slots).toEqual([]);
  // The address of the number's owner is there, so the wire was spoken to.
  expect(wire.told.join('\n')).toContain(bob);
  expect(wire.told.filter((words) => words.includes('4111 1111'))).toEqual([]);
  expect(asked).toEqual(withWords);
});

test('T37: with its answer a text leaves, by the way it was asked about and by no other', async () => {
  const { house, wire, message, call, draft } = await atDesk();
  await call('reports.submit', { id: message.id });
  const file = await draft(bob);
  const inputs = (answer: LeavingAnswer | null = null) => everyCall(message.id, bob, answer, file);
  for (const name of withWords) {
    // A status is seen outside as well, where the strict rules let no card go.
    if (name === 'session.setPresence') continue;
    const question = questionIn(await call(name, inputs()[name]));
    const answer = { token: question?.token ?? '', reason: '' };
    for (const other of withWords.filter((each) => each !== name)) {
      const reply = await call(other, inputs(answer)[other]);
      expect(questionIn(reply), `${name} for ${other}`).not.toBeNull();
    }
    const again = questionIn(await call(name, inputs()[name]));
    const fresh = { token: again?.token ?? '', reason: '' };
    expect(await call(name, inputs(fresh)[name])).toMatchObject({
      value: { outcome: 'done' },
    });
  }
  await house.session.current?.files.idle();
  await house.session.current?.outbound.idle();
  const told = wire.told.filter((words) => words.includes('4111 1111'));
  expect(told.map((words) => JSON.parse(words)[0])).toEqual(['addContact', 'send', 'send']);
  expect(house.files.slots).toEqual([`${card}.txt`]);
});

test('T37: what a rule refuses is on record, and where that cannot be written nothing is answered', async () => {
  const { house, call } = await atDesk();
  const status = (answer: LeavingAnswer | null) =>
    call('session.setPresence', { availability: 'away', statusText: `card ${card}`, answer });
  await status(null);
  const decisions = house.record.facts().filter(({ kind }) => kind === 'decision');
  expect(decisions).toEqual([
    expect.objectContaining({ about: 'status', peer: alice, outcome: 'refused', level: 'block' }),
  ]);
  house.record.isFull = true;
  await expect(status(null)).rejects.toThrow('record: disk-full');
});

test('a false alarm tells rule and masked match to the desk and to the record, and nothing else of the text', async () => {
  const { house, wire, call } = await atDesk();
  const input = { peer: paula, text: `Dear Paula, the card is ${card}`, answer: null };
  const question = questionIn(await call('messages.send', input));
  const token = question?.token ?? '';
  expect(await call('leaving.dispute', { token })).toEqual({ ok: true, value: { told: 'desk' } });
  expect(await call('leaving.dispute', { token })).toMatchObject({ ok: false, error: 'unknown-question' });
  await house.session.current?.outbound.idle();
  const told = wire.sent.find(({ to }) => to === desk)?.body ?? '';
  expect(told).toContain('cards');
  expect(told).toContain('••••••••••••1111');
  expect(told).not.toContain('Dear Paula');
  expect(told).not.toContain('4111 1111');
  expect(house.record.facts()).toContainEqual({
    kind: 'false-alarm',
    account: alice,
    about: 'send',
    peer: paula,
    rules: ['cards'],
  });
});

test('without a desk a false alarm is on record', async () => {
  const { house, call } = await atDesk();
  house.securityDesk = null;
  const question = questionIn(
    await call('messages.send', { peer: paula, text: `the card is ${card}`, answer: null }),
  );
  expect(await call('leaving.dispute', { token: question?.token })).toEqual({
    ok: true,
    value: { told: 'record' },
  });
});
