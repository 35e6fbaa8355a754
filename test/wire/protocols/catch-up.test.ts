import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { bare, type Desk, Drawer } from './desk.ts';
import { Scene } from './scene.ts';

let prosody: Prosody;
let scene: Scene;
let accounts = 0;

/** An account of its own for each test, with an archive of its own. */
function newAccount(): string {
  const account = `anna${++accounts}@corp.test`;
  scene = new Scene(prosody, [account, 'bob@corp.test']);
  return account;
}

const numbered = (count: number, word = 'message') =>
  Array.from({ length: count }, (_, n) => `${word} ${n + 1}`);

async function bobWrites(to: string, bodies: readonly string[]): Promise<void> {
  const bob = await scene.peer('bob@corp.test');
  for (const body of bodies) bob.sendMessage(to, body);
  await bob.settle();
}

/** A drawer of somebody who was here, got one message, and left. */
async function drawerAfterFirst(account: string): Promise<Drawer> {
  const drawer = new Drawer();
  const desk = await scene.desk(account, drawer);
  await bobWrites(account, ['first']);
  await desk.hearsBody('first');
  await desk.close();
  return drawer;
}

async function backOnline(desk: Desk, readyTimes: number): Promise<void> {
  desk.cable.plug();
  desk.wire.reconnect();
  await desk.ready(readyTimes);
}

beforeAll(async () => {
  prosody = await startProsody();
});
afterEach(() => scene.clear());
afterAll(() => prosody?.stop());

describe('catch-up', () => {
  test('brings several pages in order, without a gap and without a double', async () => {
    const account = newAccount();
    const drawer = await drawerAfterFirst(account);
    await bobWrites(account, numbered(180));
    const anna = await scene.desk(account, drawer);
    expect(anna.heard.map(({ body }) => body)).toEqual(numbered(180));
    expect(drawer.bodies).toEqual(['first', ...numbered(180)]);
  });

  test('that is torn off in the middle goes on where it stood, and what came live is in its place', async () => {
    const account = newAccount();
    const drawer = await drawerAfterFirst(account);
    await bobWrites(account, numbered(180));
    const bob = await scene.peer('bob@corp.test');
    const anna = await scene.opening(account, drawer);
    let pulled = 0;
    anna.wire.on('message', () => {
      if (anna.heard.length < 60 || pulled > 0) return;
      pulled = anna.heard.length;
      anna.cable.pull();
    });
    await anna.until(() => pulled > 0 && anna.wire.state.kind === 'waiting');
    expect(anna.all('ready')).toEqual([]);
    bob.sendMessage(account, 'live');
    await bob.settle();
    await backOnline(anna, 1);
    await anna.hearsBody('live');
    expect(drawer.bodies).toEqual(['first', ...numbered(180), 'live']);
    expect(anna.heard.map(({ body }) => body)).toEqual([...numbered(180), 'live']);
  });

  test('that is torn off, when the server has forgotten the session, has neither gap nor double either', async () => {
    const account = newAccount();
    const drawer = await drawerAfterFirst(account);
    await bobWrites(account, numbered(180));
    const anna = await scene.opening(account, drawer);
    await anna.until(() => anna.heard.length >= 60);
    await prosody.kill();
    await anna.until(() => anna.wire.state.kind === 'waiting');
    await prosody.start();
    await backOnline(anna, 1);
    expect(drawer.bodies).toEqual(['first', ...numbered(180)]);
  });

  test('of somebody away so long that the archive has forgotten where he stood brings all it still has', async () => {
    const account = newAccount();
    const drawer = await drawerAfterFirst(account);
    const [first] = drawer.messages;
    if (first === undefined) throw new Error('no message');
    drawer.messages[0] = { ...first, archiveId: 'expired', stanzaId: 'gone' };
    await bobWrites(account, numbered(120));
    const anna = await scene.desk(account, drawer);
    expect(anna.heard.map(({ body }) => body)).toEqual(['first', ...numbered(120)]);
  });
});

test('scrolling back reaches the beginning, page by page, and then says so', async () => {
  const account = newAccount();
  await bobWrites(account, numbered(130));
  const anna = await scene.desk(account);
  expect(anna.heard.map(({ body }) => body)).toEqual(numbered(130).slice(-50));
  anna.write('bob@corp.test', 'our answer');
  let before = anna.drawer.messages[0]?.archiveId ?? null;
  const pages: string[][] = [];
  for (let isComplete = false; !isComplete; ) {
    const page = await anna.wire.olderMessages(bare('bob@corp.test'), before, 30);
    if (page === null) throw new Error('no answer');
    pages.unshift(page.messages.map(({ body }) => body));
    before = page.messages[0]?.archiveId ?? before;
    isComplete = page.isComplete;
  }
  expect(pages.flat()).toEqual(numbered(80));
  const newest = await anna.wire.olderMessages(bare('bob@corp.test'), null, 2);
  expect(newest?.messages.map(({ direction, body }) => `${direction} ${body}`)).toEqual([
    'in message 130',
    'out our answer',
  ]);
  expect(await anna.wire.olderMessages(bare('carol@corp.test'), null, 10)).toEqual({
    messages: [],
    isComplete: true,
  });
  expect(await anna.wire.olderMessages(bare('bob@corp.test'), 'forgotten by the archive', 10)).toEqual({
    messages: [],
    isComplete: true,
  });
  expect(anna.heard).toHaveLength(50);
});

describe('a hundred messages sent', () => {
  const written = numbered(100, 'sent');

  async function bobsArchive(account: string): Promise<string[]> {
    const bob = await scene.peer('bob@corp.test');
    const archived = await bob.archive(account);
    return archived.filter(({ from }) => from.startsWith(account)).map(({ body }) => body);
  }

  test('while the server is killed and started again arrive once each, in order', async () => {
    const account = newAccount();
    const anna = await scene.desk(account);
    for (const [index, body] of written.entries()) {
      anna.write('bob@corp.test', body);
      if (index === 20) await anna.until(() => anna.all('sent').length >= 5);
      if (index === 60) await prosody.kill();
    }
    await prosody.start();
    await backOnline(anna, 2);
    await anna.until(() => anna.drawer.unsent.size === 0);
    expect(await bobsArchive(account)).toEqual(written);
  });

  test('while the cable is pulled arrive once each, in order', async () => {
    const account = newAccount();
    const anna = await scene.desk(account);
    for (const [index, body] of written.entries()) {
      anna.write('bob@corp.test', body);
      if (index === 20) await anna.until(() => anna.all('sent').length >= 5);
      if (index === 60) anna.cable.pull();
    }
    await anna.until(() => anna.wire.state.kind === 'waiting');
    await backOnline(anna, 2);
    await anna.until(() => anna.drawer.unsent.size === 0);
    expect(await bobsArchive(account)).toEqual(written);
  });

  test('of which the server had taken some before the program ended are not sent twice by the next', async () => {
    const account = newAccount();
    const drawer = await drawerAfterFirst(account);
    const anna = await scene.desk(account, drawer);
    const ids = written.map((body) => anna.write('bob@corp.test', body));
    await anna.until(() => anna.all('sent').length >= 40);
    anna.cable.pull();
    // As if the program had died before it noted what was confirmed.
    for (const [index, id] of ids.entries())
      drawer.unsent.set(id, { to: bare('bob@corp.test'), body: written[index] ?? '' });
    await anna.close();
    const next = await scene.desk(account, drawer);
    await next.until(() => drawer.unsent.size === 0);
    expect(await bobsArchive(account)).toEqual(written);
  });
});
