import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { linkCalls } from '../../../electron/calls/link-calls.ts';
import { peopleCalls } from '../../../electron/calls/people-calls.ts';
import { alice, jid } from '../gate/corp-gate.ts';
import { arrived, House, online } from './house.ts';

const bob = jid('bob@corp.test');
const eve = jid('eve@evil.example');

async function open(house: House) {
  const wire = await house.signIn();
  wire.tell('ready', { resumed: false });
  await house.session.current?.settled();
  return wire;
}

function account(house: House) {
  const current = house.session.current;
  if (current === null) throw new Error('nobody is signed in');
  return current;
}

describe('a message', () => {
  test('is on record before it leaves', async () => {
    const house = new House();
    const wire = await open(house);
    const onRecordAtSending: number[] = [];
    const { send } = wire;
    wire.send = (message) => {
      onRecordAtSending.push(house.record.facts().filter(({ kind }) => kind === 'message').length);
      return send.call(wire, message);
    };
    const { id } = await account(house).outbound.write(bob, 'hello');
    await account(house).outbound.idle();
    expect(onRecordAtSending).toEqual([1]);
    expect(house.record.facts().at(-1)).toMatchObject({
      kind: 'message',
      direction: 'out',
      id,
      peer: bob,
      audience: [alice, bob],
      outcome: 'passed',
    });
  });

  test('that may not leave is on record as stopped, with the reason', async () => {
    const house = new House();
    await open(house);
    await account(house).outbound.write(eve, 'hello');
    expect(house.record.facts().at(-1)).toMatchObject({
      outcome: 'stopped',
      level: 'block',
      codes: ['federation.not-listed'],
    });
  });

  test('is on record before it is shown, and again when it is held', async () => {
    const house = new House();
    const wire = await open(house);
    wire.tell('message', arrived(bob, 1));
    wire.tell('message', arrived(bob, 2, { body: 'see https://c\u043erp.test/' }));
    await account(house).settled();
    const messages = house.record.facts().filter(({ kind }) => kind === 'message');
    expect(messages).toMatchObject([
      { direction: 'in', peer: bob, stanzaId: 'stanza-1', archiveId: 'archive-1', level: 'allow' },
      { direction: 'in', peer: bob, stanzaId: 'stanza-2' },
    ]);
    await expect.poll(() => house.shown.map(({ name }) => name)).toContain('messages.changed');
  });
});

describe('what changes a message', () => {
  test('is on record with what stood there before, and changes no stored message (T17, T18)', async () => {
    const house = new House();
    const wire = await open(house);
    wire.tell('message', arrived(bob, 1, { body: 'Pay 100' }));
    await account(house).settled();
    const correction = { kind: 'correction', of: 'stanza-1' } as const;
    wire.tell('message', arrived(bob, 2, { body: 'Pay 1000', change: correction }));
    // The second correction comes in the same breath as what it corrects.
    wire.tell('message', arrived(bob, 3, { body: 'Pay 900' }));
    wire.tell('message', arrived(bob, 4, { body: 'Pay 9', change: { kind: 'correction', of: 'stanza-3' } }));
    wire.tell('message', arrived(bob, 5, { body: '', change: { kind: 'retraction', of: 'stanza-1' } }));
    await account(house).settled();
    expect(house.record.facts().slice(-4)).toMatchObject([
      { kind: 'correction', replaces: 'stanza-1', stanzaId: 'stanza-2', outcome: 'passed' },
      { kind: 'message', stanzaId: 'stanza-3' },
      { kind: 'correction', replaces: 'stanza-3', stanzaId: 'stanza-4' },
      { kind: 'retraction', retracts: 'stanza-1', stanzaId: 'stanza-5' },
    ]);
    expect(house.record.originals()).toEqual([null, 'Pay 100', null, 'Pay 900', 'Pay 100']);
    const page = { peer: bob, before: null, after: null, around: null, limit: 10 };
    const stored = (await account(house).archive.page(page)).messages.map(({ body }) => body);
    expect(stored).toEqual(['Pay 100', 'Pay 1000', 'Pay 900', 'Pay 9']);
  });

  test('takes nothing from what another wrote under the same id', async () => {
    const house = new House();
    const wire = await open(house);
    wire.tell('message', arrived(jid('carol@corp.test'), 1, { body: 'From Carol' }));
    wire.tell('message', arrived(bob, 2, { change: { kind: 'correction', of: 'stanza-1' } }));
    await account(house).settled();
    expect(house.record.originals()).toEqual([null, null]);
  });
});

test('what is wanted with a person is on record before the server hears of it, and when it does not happen, that', async () => {
  const house = new House();
  const wire = await open(house);
  const calls = peopleCalls(house.session);
  const steps = () =>
    house.record
      .facts()
      .flatMap((facts) => (facts.kind === 'contact' ? [`${facts.step} ${facts.outcome}`] : []));
  const heard: string[][] = [];
  wire.onContact = () => heard.push(steps());
  await calls['people.add']({ address: bob, name: 'Bob', answer: null });
  expect(heard).toEqual([['add wanted']]);
  wire.outcome = { ok: false, code: 'offline' };
  await calls['people.remove']({ peer: bob });
  wire.outcome = { ok: true };
  await calls['people.answer']({ peer: bob, accept: true });
  await calls['people.setBlocked']({ peer: eve, blocked: true });
  expect(steps()).toEqual(['add wanted', 'remove wanted', 'remove refused', 'accept wanted', 'block wanted']);
  house.record.isFull = true;
  await expect(calls['people.add']({ address: bob, name: '', answer: null })).rejects.toThrow('disk-full');
  expect(heard).toHaveLength(2);
});

describe('when the record is full', () => {
  test('nothing is sent, the message says why, and it goes when it is tried again with room', async () => {
    const house = new House();
    const wire = await open(house);
    house.record.isFull = true;
    const { id } = await account(house).outbound.write(bob, 'hello');
    await account(house).outbound.idle();
    expect(wire.sent).toEqual([]);
    expect(await account(house).archive.message(id)).toMatchObject({
      state: 'failed',
      failure: 'not-recorded',
    });
    house.record.isFull = false;
    await account(house).outbound.retry(id);
    await account(house).outbound.idle();
    expect(wire.sent.map(({ body }) => body)).toEqual(['hello']);
  });

  test('nothing that arrives is shown or stored, so that the next catch-up brings it again, and that is said', async () => {
    const house = new House();
    const wire = await open(house);
    const { archive } = account(house);
    house.record.isFull = true;
    const store = vi.spyOn(archive, 'store');
    wire.tell('message', arrived(bob, 1));
    await expect.poll(() => house.logged).toContain('record-failed');
    expect(store).not.toHaveBeenCalled();
    expect(house.shown.filter(({ name }) => name === 'messages.changed')).toEqual([]);
  });

  test('nobody gets in, and the notice names the record', async () => {
    const house = new House();
    house.record.isFull = true;
    const signingIn = house.session.signIn(alice, 'secret', true);
    (await house.wire()).become(online);
    expect(await signingIn).toEqual({ ok: false, error: 'refused' });
    expect(house.session.snapshot).toMatchObject({ isOpen: false, notices: ['record-failed'] });
  });

  test('no link opens', async () => {
    const house = new House();
    const wire = await open(house);
    wire.tell('message', arrived(bob, 1, { body: 'see https://corp.test/' }));
    await account(house).settled();
    const page = { peer: bob, before: null, after: null, around: null, limit: 10 };
    const [message] = (await account(house).archive.page(page)).messages;
    house.record.isFull = true;
    const opened: string[] = [];
    const handlers = linkCalls(house.session, {
      mayGoOn: () => true,
      confirm: async () => 'open',
      openLink: async (url) => opened.push(url) > 0,
      report: async () => undefined,
    });
    await expect(
      message === undefined ? null : handlers['links.open']({ id: message.id, index: 0 }),
    ).rejects.toThrow('record: disk-full');
    expect(opened).toEqual([]);
  });
});

test('nothing is sent, and the message says why, while too much waits for the log server and policy wants nothing sent then', async () => {
  const house = new House();
  const wire = await open(house);
  house.isSendingStopped = true;
  const { id } = await account(house).outbound.write(bob, 'hello');
  await account(house).outbound.idle();
  expect(wire.sent).toEqual([]);
  expect(house.record.facts().filter(({ kind }) => kind === 'message')).toEqual([]);
  expect(await account(house).archive.message(id)).toMatchObject({
    state: 'failed',
    failure: 'not-forwarded',
  });
  house.isSendingStopped = false;
  await account(house).outbound.retry(id);
  await account(house).outbound.idle();
  expect(wire.sent.map(({ body }) => body)).toEqual(['hello']);
});

test('signing in, being refused and signing out are on record', async () => {
  const house = new House();
  const refused = house.session.signIn(alice, 'wrong', false);
  (await house.wire()).become({ kind: 'refused', cause: { code: 'wrong-password', params: {} } });
  await refused;
  await house.signIn();
  await house.session.signOut(false);
  expect(house.record.facts()).toMatchObject([
    { kind: 'sign-in', outcome: 'refused', cause: 'wrong-password' },
    { kind: 'sign-in', account: alice, outcome: 'accepted', cause: null },
    { kind: 'sign-out', account: alice, isForgotten: false },
  ]);
});

describe('where policy wants consent', () => {
  const text = 'What is written here is recorded.';
  const sha256 = createHash('sha256').update(text).digest('hex');

  test('nobody signs in without it, or with that to another text, and the server hears nothing', async () => {
    const house = new House();
    house.requiredConsent = text;
    for (const agreedTo of [null, 'What is written here is not recorded.']) {
      expect(await house.session.signIn(alice, 'secret', true, agreedTo)).toEqual({
        ok: false,
        error: 'no-consent',
      });
    }
    expect(house.wires).toEqual([]);
    expect(house.record.facts()).toEqual([]);
  });

  test('it is on record before the server hears of anybody, with the hash of the text', async () => {
    const house = new House();
    house.requiredConsent = text;
    const signingIn = house.session.signIn(alice, 'secret', true, text);
    const wire = await house.wire();
    expect(house.record.facts()).toMatchObject([{ kind: 'consent', account: alice, textSha256: sha256 }]);
    wire.become(online);
    expect(await signingIn).toEqual({ ok: true });
    expect(house.lastAccount).toMatchObject({ consent: sha256 });
  });

  test('nobody is let in who cannot be put on record', async () => {
    const house = new House();
    house.requiredConsent = text;
    house.record.isFull = true;
    expect(await house.session.signIn(alice, 'secret', true, text)).toEqual({ ok: false, error: 'refused' });
    expect(house.session.snapshot.notices).toEqual(['record-failed']);
    expect(house.wires).toEqual([]);
  });

  test('who agreed to this text is let in at the next start, and has to agree to another first', async () => {
    const house = new House();
    const recalled = async () => ({ account: alice, password: 'secret', key: new Uint8Array(32) });
    house.requiredConsent = text;
    house.lastAccount = { account: alice, isRemembered: true, consent: sha256 };
    house.requiredConsent = `${text} And kept.`;
    await house.session.restore(recalled());
    expect(house.session.current).toBeNull();
    house.requiredConsent = text;
    await house.session.restore(recalled());
    expect(house.session.current).not.toBeNull();
  });
});

test('what was decided about a link is on record before it opens', async () => {
  const house = new House();
  const wire = await open(house);
  wire.tell('message', arrived(bob, 1, { body: 'see https://corp.test/' }));
  await account(house).settled();
  const page = { peer: bob, before: null, after: null, around: null, limit: 10 };
  const [message] = (await account(house).archive.page(page)).messages;
  if (message === undefined) throw new Error('no message');
  const handlers = linkCalls(house.session, {
    mayGoOn: () => true,
    confirm: async () => 'back',
    openLink: async () => house.record.facts().at(-1)?.kind === 'decision',
    report: async () => undefined,
  });
  expect(await handlers['links.open']({ id: message.id, index: 0 })).toMatchObject({
    value: { outcome: 'opened' },
  });
});

describe('the contact list', () => {
  const contact = (subscription: 'none' | 'to' | 'from' | 'both', ...groups: string[]) => ({
    jid: bob,
    name: 'Bob',
    groups,
    subscription,
    isAskedByUs: false,
  });
  const rosterFacts = (house: House) => house.record.facts().filter(({ kind }) => kind === 'roster');

  test('is on record as the server has it: what is new, what changed by whosever hand, and what is gone', async () => {
    const house = new House();
    const wire = await open(house);
    wire.tell('roster', { changed: [contact('both', 'Sales')], removed: [], isWhole: true });
    wire.tell('roster', { changed: [contact('both', 'Partners')], removed: [], isWhole: false });
    wire.tell('roster', { changed: [contact('both', 'Partners')], removed: [], isWhole: false });
    wire.tell('roster', { changed: [], removed: [bob], isWhole: false });
    await expect.poll(() => rosterFacts(house).length).toBeGreaterThan(2);
    const peer = { kind: 'roster', account: alice, peer: bob };
    expect(rosterFacts(house)).toEqual([
      { ...peer, step: 'added', via: 'list', groups: ['Sales'], subscription: 'both' },
      { ...peer, step: 'changed', via: 'push', groups: ['Partners'], subscription: 'both' },
      { ...peer, step: 'removed', via: 'push', groups: [], subscription: 'none' },
    ]);
  });

  test('that changed while nobody was signed in here is on record at the next sign-in, and what is as it was is not', async () => {
    const house = new House();
    const wire = await open(house);
    const eveAsContact = { ...contact('both'), jid: eve };
    wire.tell('roster', { changed: [contact('both'), eveAsContact], removed: [], isWhole: true });
    wire.tell('roster', { changed: [contact('both')], removed: [], isWhole: true });
    await expect.poll(() => rosterFacts(house).length).toBeGreaterThan(2);
    expect(rosterFacts(house).slice(2)).toMatchObject([{ peer: eve, step: 'removed', via: 'list' }]);
  });

  test('that cannot be put on record closes the account', async () => {
    const house = new House();
    const wire = await open(house);
    house.record.isFull = true;
    wire.tell('roster', { changed: [contact('both')], removed: [], isWhole: false });
    await expect.poll(() => house.session.snapshot.notices).toContain('record-failed');
    expect(house.session.snapshot.isOpen).toBe(false);
  });
});
