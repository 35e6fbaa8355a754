import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type FilesOverHttps, filesOverHttps } from '../../../electron/transfer/files-over-https.ts';
import { failureOf } from '../../../electron/transfer/transfer-failed.ts';
import { systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import { policySchema } from '../../../shared/policy.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { rulesFor } from '../../server/server-rules.ts';
import { bare, type Desk } from '../protocols/desk.ts';
import { Scene } from '../protocols/scene.ts';

// Between two people through a real server's http_file_share.

const maxBytes = 4 * 1024 * 1024;
const never = new AbortController().signal;
let prosody: Prosody;
let scene: Scene;

beforeAll(async () => {
  const friends = ['alice@corp.test', 'bob@corp.test'];
  prosody = await startProsody({
    uploads: { domain: 'upload.corp.test', maxBytes },
    groups: { Everyone: friends.map((jid) => ({ jid, name: jid })) },
  });
  scene = new Scene(prosody, friends);
});
afterEach(() => scene.clear());
afterAll(() => prosody?.stop());

function filesOf(
  desk: Desk,
  account: string,
  files: object = { hosts: [`localhost:${prosody.httpsPort}`] },
): FilesOverHttps {
  return filesOverHttps({
    account: bare(account),
    wire: desk.wire,
    policy: () => policySchema.parse({ files }),
    rules: () => rulesFor(null, prosody.ca),
    environment: systemEnvironment(),
  });
}

async function* inPieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  for await (const piece of pieces) taken.push(piece);
  return Buffer.concat(taken);
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      const code = failureOf(error);
      if (code === null) throw error;
      return code;
    },
  );

const uploads = () => prosody.logs().filter((line) => /Upload of .* completed/.test(line)).length;

test('a file that one of us sends is the one that the other gets, byte by byte', async () => {
  const [alice, bob] = [await scene.desk('alice@corp.test'), await scene.desk('bob@corp.test')];
  const bytes = randomBytes(3 * 1024 * 1024 + 7);
  const file = { name: 'Grüße & Pläne (1).bin', size: bytes.length, mediaType: 'application/x-unheard-of' };
  const url = await filesOf(alice, 'alice@corp.test').upload(file, inPieces(bytes), never);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  alice.wire.send({
    id: 'f1',
    to: bare('bob@corp.test'),
    body: 'Here it is',
    file: { url, ...file, sha256 },
  });
  await bob.hears('message', ({ body }) => body === 'Here it is');
  const told = bob.all('message').at(-1)?.file;
  expect(told).toEqual({ url, ...file, sha256 });
  const came = await whole(filesOf(bob, 'bob@corp.test').download(told?.url ?? '', never));
  expect(createHash('sha256').update(came).digest('hex')).toBe(sha256);
  // What the server's archive has of it says the same to another device.
  const laptop = await scene.desk('bob@corp.test');
  const page = await laptop.wire.olderMessages(bare('alice@corp.test'), null, 10);
  expect(page?.messages.at(-1)).toMatchObject({ body: 'Here it is', file: { url, ...file, sha256 } });
});

test('one that is larger than the server takes is not asked for a place, and one that policy does not let be inspected is not fetched', async () => {
  const alice = await scene.desk('alice@corp.test');
  const files = filesOf(alice, 'alice@corp.test');
  const about = { name: 'a', mediaType: 'text/plain' };
  expect(await codeOf(files.upload({ ...about, size: maxBytes + 1 }, inPieces(Buffer.alloc(1)), never))).toBe(
    'too-large',
  );
  const bytes = Buffer.alloc(1001, 'a');
  const url = await files.upload({ ...about, size: bytes.length }, inPieces(bytes), never);
  const strict = filesOf(alice, 'alice@corp.test', {
    hosts: [`localhost:${prosody.httpsPort}`],
    maxBytes: 1000,
  });
  expect(await codeOf(whole(strict.download(url, never)))).toBe('too-large');
});

test('one that was never uploaded is gone', async () => {
  const alice = await scene.desk('alice@corp.test');
  const slot = await alice.wire.requestSlot({ name: 'a', size: 1, mediaType: 'text/plain' });
  if (!slot.ok) throw new Error(slot.code);
  const files = filesOf(alice, 'alice@corp.test');
  expect(await codeOf(whole(files.download(slot.slot.getUrl, never)))).toBe('gone');
  expect(await codeOf(whole(files.download(`${slot.slot.getUrl}/../x`, never)))).toBe('gone');
});

test('an upload that is stopped in its middle leaves nothing, and the conversation goes on', async () => {
  const [alice, bob] = [await scene.desk('alice@corp.test'), await scene.desk('bob@corp.test')];
  const before = uploads();
  const bytes = randomBytes(maxBytes);
  const stopping = new AbortController();
  async function* stoppedInTheMiddle(): AsyncGenerator<Uint8Array> {
    for await (const piece of inPieces(bytes)) {
      if (!stopping.signal.aborted) yield piece;
      alice.write('bob@corp.test', 'meanwhile');
      await bob.hearsBody('meanwhile');
      stopping.abort();
    }
  }
  const file = { name: 'a.bin', size: bytes.length, mediaType: 'application/octet-stream' };
  expect(
    await codeOf(filesOf(alice, 'alice@corp.test').upload(file, stoppedInTheMiddle(), stopping.signal)),
  ).toBe('stopped');
  // Once more, and whole: the next one is not in its way.
  await filesOf(alice, 'alice@corp.test').upload(file, inPieces(bytes), never);
  expect(uploads()).toBe(before + 1);
});

test('T27: without a word of policy about its host, files go nowhere else than to the domain of the account or of its service', async () => {
  const alice = await scene.desk('alice@corp.test');
  const bytes = Buffer.from('secret');
  const file = { name: 'a', size: bytes.length, mediaType: 'text/plain' };
  expect(await codeOf(filesOf(alice, 'alice@corp.test', {}).upload(file, inPieces(bytes), never))).toBe(
    'untrusted-host',
  );
});

test('an upload under which the server is killed has failed, and goes when it is back', async () => {
  const alice = await scene.desk('alice@corp.test');
  const bytes = randomBytes(maxBytes);
  const files = filesOf(alice, 'alice@corp.test');
  const file = { name: 'a.bin', size: bytes.length, mediaType: 'application/octet-stream' };
  async function* withPowerCut(): AsyncGenerator<Uint8Array> {
    let left = 8;
    for await (const piece of inPieces(bytes)) {
      if (left-- === 0) await prosody.kill();
      yield piece;
    }
  }
  expect(await codeOf(files.upload(file, withPowerCut(), never))).toBe('unreachable');
  await alice.until(() => alice.wire.state.kind !== 'online');
  expect(await codeOf(files.upload(file, inPieces(bytes), never))).toBe('offline');
  await prosody.start();
  alice.wire.reconnect();
  await alice.ready(2);
  const url = await files.upload(file, inPieces(bytes), never);
  expect((await whole(files.download(url, never))).equals(bytes)).toBe(true);
});
