import { describe, expect, test } from 'vitest';
import { TransferFailed } from '../../../electron/transfer/transfer-failed.ts';
import { policySchema } from '../../../shared/policy.ts';
import { makeJpeg, secret } from '../inspect/make-photos.ts';
import { makeZip } from '../inspect/make-zip.ts';
import { online } from '../session/house.ts';
import { bob, FileAccount, held, paula, plan, sha256 } from './account.ts';

const card = 'the card is 4111 1111 1111 1111';
const never = new Promise(() => undefined);

describe('a file that goes', () => {
  test('is inspected and on record before any server hears of it, and its message follows it', async () => {
    const account = await FileAccount.open();
    const steps: string[] = [];
    account.desk.onUpload = () => {
      steps.push(`inspected ${account.desk.inspected.length}`, ...account.onRecord());
      expect(account.wire.sent).toEqual([]);
    };
    const message = await account.sent(await account.draft(), 'as promised');
    expect(steps).toEqual(['inspected 1', 'sending']);
    expect(account.onRecord()).toEqual(['sending', 'shared']);
    expect(message).toMatchObject({ body: 'as promised', state: 'sending', file: { state: 'shared' } });
    expect(account.desk.uploaded).toEqual([{ name: 'plan.pdf', bytes: plan }]);
    expect(account.wire.sent).toEqual([
      {
        id: message.id,
        to: bob,
        body: 'as promised',
        file: {
          url: 'https://files.corp.test/plan.pdf',
          name: 'plan.pdf',
          size: plan.byteLength,
          mediaType: null,
          sha256: sha256(plan),
        },
      },
    ]);
  });

  test('lies nowhere in the clear while it waits', async () => {
    const account = await FileAccount.open();
    await account.draft();
    await expect.poll(() => account.desk.sealed().length).toBe(1);
    expect(account.desk.sealed()[0]?.includes('the plan')).toBe(false);
  });

  test('that the inspection holds does not go: no server hears of it, and the message says why', async () => {
    const account = await FileAccount.open();
    account.desk.found = { type: 'zip', verdict: held };
    const message = await account.sent(await account.draft());
    expect(message).toMatchObject({
      state: 'failed',
      failure: 'blocked-by-policy',
      file: { state: 'failed', verdict: held },
    });
    expect(account.desk.slots).toEqual([]);
    expect(account.wire.sent).toEqual([]);
    expect(account.onRecord()).toEqual(['stopped']);
    expect(await account.calls['files.retry']({ id: message.id })).toMatchObject({ ok: false });
  });

  test('to whom policy lets nothing go does not go', async () => {
    const account = await FileAccount.open();
    const eve = 'eve@evil.example' as typeof bob;
    const message = await account.sent(await account.draft('plan.pdf', plan, eve));
    expect(message).toMatchObject({ state: 'failed', verdict: { level: 'block' } });
    expect(account.desk.slots).toEqual([]);
  });
});

describe('T37: where and by whom a picture was made, if policy wants that kept', () => {
  const stripping = { files: { stripMetadata: 'pictures' } };
  const { whole, clean } = makeJpeg();

  test('is out of it before anything is said of it: what is inspected, recorded, announced and uploaded is the rest', async () => {
    const account = await FileAccount.open(stripping);
    const message = await account.sent(await account.draft('photo.jpg', whole));
    expect(whole.includes(secret)).toBe(true);
    expect(account.desk.uploaded).toEqual([{ name: 'photo.jpg', bytes: clean }]);
    expect(account.desk.inspected).toEqual([{ name: 'photo.jpg', bytes: clean }]);
    const said = { size: clean.byteLength, sha256: sha256(clean) };
    expect(account.wire.sent).toMatchObject([{ file: said }]);
    expect(message.file).toMatchObject({ state: 'shared', ...said });
    const facts = account.house.record.facts().filter(({ kind }) => kind === 'file');
    expect(facts).toMatchObject([
      { step: 'sending', ...said },
      { step: 'shared', ...said },
    ]);
    expect(account.desk.sealed()).toHaveLength(1);
  });

  test('is out of one that was written before policy wanted it and had not gone', async () => {
    const account = await FileAccount.open();
    account.wire.become({ kind: 'connecting' });
    await account.sent(await account.draft('photo.jpg', whole));
    account.desk.rules = policySchema.parse(stripping);
    account.wire.become(online);
    account.wire.tell('ready', { resumed: false });
    await expect.poll(() => account.wire.sent.length).toBe(1);
    expect(account.desk.uploaded).toEqual([{ name: 'photo.jpg', bytes: clean }]);
    expect(account.wire.sent).toMatchObject([{ file: { sha256: sha256(clean) } }]);
    expect(account.desk.sealed()).toHaveLength(1);
  });

  test('is taken out once while its writer is asked, and nothing of a draft that is let go stays', async () => {
    const account = await FileAccount.open(stripping);
    account.desk.words = card;
    const draft = await account.draft('photo.jpg', whole, paula);
    expect(await account.send(draft)).toMatchObject({ value: { outcome: 'asked' } });
    expect(await account.send(draft)).toMatchObject({ value: { outcome: 'asked' } });
    expect(account.desk.inspected).toHaveLength(1);
    expect(account.desk.sealed()).toHaveLength(1);
    await account.calls['files.forget']({ draft });
    expect(account.desk.sealed()).toEqual([]);
  });

  test('holds a picture that it cannot be taken out of: no server hears of it', async () => {
    const account = await FileAccount.open(stripping);
    const message = await account.sent(await account.draft('photo.jpg', whole.subarray(0, 200)));
    expect(message.file?.verdict).toMatchObject({ level: 'hold', reasons: [{ code: 'file.not-stripped' }] });
    expect(message.state).toBe('failed');
    expect(account.desk.slots).toEqual([]);
  });

  test('needs space for the rest of it: without, the file waits and its writer hears that it is the space', async () => {
    const account = await FileAccount.open({ ...stripping, quarantine: { quotaMb: 1 } });
    const other = await account.draft('other.bin', Buffer.alloc(2 ** 20 - whole.byteLength - 10));
    const draft = await account.draft('photo.jpg', whole);
    expect(await account.send(draft)).toEqual({ ok: false, error: 'no-space' });
    expect(account.desk.slots).toEqual([]);
    expect(account.onRecord()).toEqual([]);
    await account.calls['files.forget']({ draft: other });
    await account.sent(draft);
    expect(account.desk.uploaded).toEqual([{ name: 'photo.jpg', bytes: clean }]);
  });

  test('needs space for the rest of one that had not gone when policy changed: without, that is why it fails', async () => {
    const account = await FileAccount.open({ quarantine: { quotaMb: 1 } });
    account.wire.become({ kind: 'connecting' });
    const { id } = await account.sent(await account.draft('photo.jpg', whole));
    const other = await account.draft('other.bin', Buffer.alloc(2 ** 20 - whole.byteLength - 10));
    account.desk.rules = policySchema.parse({ ...stripping, quarantine: { quotaMb: 1 } });
    account.wire.become(online);
    account.wire.tell('ready', { resumed: false });
    await expect.poll(() => account.file(id)).toMatchObject({ state: 'failed', failure: 'no-space' });
    expect((await account.file(id))?.verdict.level).toBe('allow');
    await account.calls['files.forget']({ draft: other });
    await account.calls['files.retry']({ id });
    await expect.poll(() => account.desk.uploaded).toEqual([{ name: 'photo.jpg', bytes: clean }]);
  });

  test('stays in it where policy does not want that, and in what is no picture', async () => {
    const account = await FileAccount.open();
    await account.sent(await account.draft('photo.jpg', whole));
    account.desk.rules = policySchema.parse(stripping);
    await account.sent(await account.draft('plan.pdf', plan));
    expect(account.desk.uploaded.map(({ bytes }) => bytes)).toEqual([whole, plan]);
  });
});

describe('T37: who made a document, if policy wants that kept', () => {
  const stripping = { files: { stripMetadata: 'pictures-and-documents' } };
  const core = `<cp:coreProperties xmlns:cp="x"><dc:creator>Erika Mustermann, ${secret}</dc:creator></cp:coreProperties>`;
  const letter = makeZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: 'docProps/core.xml', content: core, isStored: true },
  ]);

  test('is out of it before anything is said of it: what is inspected, recorded, announced and uploaded is the rest', async () => {
    const account = await FileAccount.open(stripping);
    await account.sent(await account.draft('letter.docx', letter));
    const [uploaded] = account.desk.uploaded;
    const left = Buffer.from(uploaded?.bytes ?? []);
    expect(left).toHaveLength(letter.byteLength);
    expect(letter.includes('Mustermann')).toBe(true);
    expect(left.includes('Mustermann')).toBe(false);
    expect(account.desk.inspected).toEqual([{ name: 'letter.docx', bytes: left }]);
    expect(account.wire.sent).toMatchObject([{ file: { sha256: sha256(left) } }]);
    const facts = account.house.record.facts().filter(({ kind }) => kind === 'file');
    expect(facts).toMatchObject([{ sha256: sha256(left) }, { sha256: sha256(left) }]);
  });

  test('holds one that it cannot be taken out of, and says why', async () => {
    const account = await FileAccount.open(stripping);
    const signed = makeZip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: '_xmlsignatures/sig1.xml', content: '<Signature/>' },
    ]);
    const message = await account.sent(await account.draft('contract.docx', signed));
    expect(message).toMatchObject({
      state: 'failed',
      file: {
        verdict: { level: 'hold', reasons: [{ code: 'file.not-stripped', params: { cause: 'signed' } }] },
      },
    });
    expect(account.desk.slots).toEqual([]);
  });

  test('stays in it where policy names pictures alone', async () => {
    const account = await FileAccount.open({ files: { stripMetadata: 'pictures' } });
    await account.sent(await account.draft('letter.docx', letter));
    expect(account.desk.uploaded).toEqual([{ name: 'letter.docx', bytes: letter }]);
  });
});

describe('T37: something confidential', () => {
  test.each([
    ['in a document', { words: card }, 'plan.docx', ''],
    ['in the name of a file', {}, `${card}.pdf`, ''],
    ['in what is written to it', {}, 'plan.pdf', card],
  ])(
    '%s is asked about before any server hears of the file, and stays here',
    async (_where, desk, name, text) => {
      const account = await FileAccount.open();
      Object.assign(account.desk, desk);
      const draft = await account.draft(name, plan, paula);
      expect(await account.send(draft, text)).toMatchObject({
        value: { outcome: 'asked', question: { step: 'refuse' } },
      });
      await account.idle();
      expect(account.desk.slots).toEqual([]);
      expect(account.wire.sent).toEqual([]);
      expect(await account.messages(paula)).toEqual([]);
      const decision = account.house.record.facts().find(({ kind }) => kind === 'decision');
      expect(decision).toMatchObject({ about: 'file', peer: paula, outcome: 'refused' });
    },
  );

  test('goes with an answer where the rule lets it, once, and what was agreed to is on record before', async () => {
    const account = await FileAccount.open();
    account.desk.words = card;
    const draft = await account.draft('plan.docx');
    const first = await account.send(draft);
    if (!first.ok || first.value.outcome !== 'asked') throw new Error('nothing was asked');
    const answer = { token: first.value.question.token, reason: 'he needs it' };
    expect(await account.send(draft, 'and more', answer)).toMatchObject({ value: { outcome: 'asked' } });
    const again = await account.send(draft);
    if (!again.ok || again.value.outcome !== 'asked') throw new Error('nothing was asked');
    const fresh = { token: again.value.question.token, reason: 'he needs it' };
    expect(await account.send(draft, '', fresh)).toMatchObject({ value: { outcome: 'done' } });
    await account.idle();
    expect(account.wire.sent).toHaveLength(1);
    const facts = account.house.record.facts();
    const confirmed = facts.findIndex((fact) => fact.kind === 'decision' && fact.outcome === 'confirmed');
    const sending = facts.findIndex((fact) => fact.kind === 'file' && fact.step === 'sending');
    expect(confirmed).toBeGreaterThan(-1);
    expect(confirmed).toBeLessThan(sending);
  });

  test('is not looked for in documents where policy does not want that', async () => {
    const account = await FileAccount.open({ confidential: { fileScan: false } });
    account.desk.words = card;
    await account.sent(await account.draft('plan.docx', plan, paula));
    expect(account.desk.uploaded).toHaveLength(1);
  });

  test('cannot be said of a document that cannot be read, so that is held', async () => {
    const account = await FileAccount.open();
    account.desk.words = null;
    const message = await account.sent(await account.draft());
    expect(message).toMatchObject({ state: 'failed', file: { verdict: { level: 'hold' } } });
    expect(account.desk.slots).toEqual([]);
  });
});

describe('an upload', () => {
  test('that is stopped sends no message, keeps the file, and goes when it is tried again', async () => {
    const account = await FileAccount.open();
    account.desk.line = never;
    const reply = await account.send(await account.draft());
    if (!reply.ok || reply.value.outcome !== 'done') throw new Error('not written');
    const { id } = reply.value.value;
    await expect.poll(() => account.desk.slots.length).toBe(1);
    expect(await account.calls['files.stop']({ id })).toMatchObject({ ok: true });
    await account.idle();
    expect(await account.account.archive.message(id)).toMatchObject({
      state: 'failed',
      file: { state: 'failed', failure: 'stopped' },
    });
    expect(account.wire.sent).toEqual([]);
    account.desk.line = Promise.resolve();
    expect(await account.calls['files.retry']({ id })).toMatchObject({ ok: true });
    await account.idle();
    expect(account.desk.uploaded).toEqual([{ name: 'plan.pdf', bytes: plan }]);
    expect(account.wire.sent).toHaveLength(1);
  });

  test('that fails says why and loses nothing', async () => {
    const account = await FileAccount.open();
    account.desk.uploadFailure = new TransferFailed('refused');
    const message = await account.sent(await account.draft());
    expect(message).toMatchObject({ state: 'failed', file: { state: 'failed', failure: 'refused' } });
    account.desk.uploadFailure = null;
    expect(await account.calls['messages.retry']({ id: message.id, answer: null })).toMatchObject({
      ok: true,
    });
    await account.idle();
    expect(account.wire.sent).toHaveLength(1);
  });

  test('that is not tried again and discarded leaves nothing behind', async () => {
    const account = await FileAccount.open();
    account.desk.uploadFailure = new TransferFailed('refused');
    const message = await account.sent(await account.draft());
    expect(await account.calls['messages.discard']({ id: message.id })).toMatchObject({ ok: true });
    expect(account.desk.sealed()).toEqual([]);
    expect(await account.messages()).toEqual([]);
  });

  test('waits while there is no line, and what is written after it does not', async () => {
    const account = await FileAccount.open();
    account.wire.become({ kind: 'connecting' });
    const message = await account.sent(await account.draft());
    expect(message).toMatchObject({ state: 'queued', file: { state: 'uploading' } });
    const later = await account.account.outbound.write(bob, 'see above');
    account.wire.become(online);
    account.wire.tell('ready', { resumed: false });
    await expect.poll(() => account.wire.sent.length).toBe(2);
    expect(account.wire.sent.map(({ id }) => id)).toEqual([later.id, message.id]);
  });

  test('is looked into again when policy has changed before it went', async () => {
    const account = await FileAccount.open();
    account.wire.become({ kind: 'connecting' });
    const message = await account.sent(await account.draft());
    account.desk.rules = policySchema.parse({});
    account.desk.found = { type: 'pdf', verdict: held };
    account.wire.become(online);
    account.wire.tell('ready', { resumed: false });
    await expect.poll(async () => (await account.file(message.id))?.state).toBe('failed');
    expect(await account.file(message.id)).toMatchObject({ verdict: held });
    expect(account.desk.slots).toEqual([]);
  });

  test('is judged again when policy changes while it goes: what that forbids is told to nobody (T37)', async () => {
    const account = await FileAccount.open();
    const line = Promise.withResolvers<void>();
    account.desk.line = line.promise;
    const sending = account.sent(await account.draft());
    await expect.poll(() => account.desk.slots.length).toBe(1);
    account.desk.rules = policySchema.parse({});
    account.desk.found = { type: 'pdf', verdict: held };
    line.resolve();
    expect(await sending).toMatchObject({
      state: 'failed',
      failure: 'blocked-by-policy',
      file: { state: 'failed', verdict: held },
    });
    expect(account.wire.sent).toEqual([]);
    expect(account.onRecord()).toEqual(['sending', 'stopped']);
  });

  test('that asked for its place on a session that another has replaced goes on with that', async () => {
    const account = await FileAccount.open();
    const line = Promise.withResolvers<void>();
    account.desk.line = line.promise;
    account.desk.uploadFailure = new TransferFailed('offline');
    const sending = account.sent(await account.draft());
    await expect.poll(() => account.desk.slots.length).toBe(1);
    // Whoever asked hears that nobody will answer when the next session is there already.
    account.wire.become({ kind: 'connecting' });
    account.wire.become(online);
    line.resolve();
    expect(await sending).toMatchObject({ state: 'queued', file: { state: 'uploading' } });
    account.desk.uploadFailure = null;
    account.wire.tell('ready', { resumed: false });
    await expect.poll(() => account.wire.sent.length).toBe(1);
    expect(account.desk.uploaded).toHaveLength(1);
  });

  test('does not begin when the record takes nothing', async () => {
    const account = await FileAccount.open();
    const draft = await account.draft();
    account.house.record.isFull = true;
    const message = await account.sent(draft);
    expect(message).toMatchObject({
      state: 'failed',
      failure: 'not-recorded',
      file: { failure: 'not-recorded' },
    });
    expect(account.desk.slots).toEqual([]);
  });
});

describe('a draft', () => {
  test('is bounded in size and number, and what was said of it is what may come', async () => {
    const account = await FileAccount.open({ files: { maxBytes: 100 } });
    const begin = (size: number) =>
      account.calls['files.begin']({ peer: bob, name: 'a', size, mediaType: '' });
    expect(await begin(101)).toEqual({ ok: false, error: 'too-large' });
    const begun = await begin(1);
    const { draft } = begun.ok ? begun.value : { draft: '' };
    expect(await account.calls['files.add']({ draft, bytes: new Uint8Array(2) })).toEqual({
      ok: false,
      error: 'too-large',
    });
    expect(await account.send(draft)).toEqual({ ok: false, error: 'unknown-draft' });
    for (let count = 0; count < 16; count += 1) expect(await begin(1)).toMatchObject({ ok: true });
    expect(await begin(1)).toEqual({ ok: false, error: 'too-many' });
  });

  test('that has not all come does not go', async () => {
    const account = await FileAccount.open();
    const begun = await account.calls['files.begin']({ peer: bob, name: 'a', size: 2, mediaType: '' });
    const { draft } = begun.ok ? begun.value : { draft: '' };
    await account.calls['files.add']({ draft, bytes: new Uint8Array(1) });
    expect(await account.send(draft)).toEqual({ ok: false, error: 'incomplete' });
  });

  test('goes once, and one that is forgotten leaves nothing behind', async () => {
    const account = await FileAccount.open();
    const draft = await account.draft();
    await account.sent(draft);
    expect(await account.send(draft)).toEqual({ ok: false, error: 'unknown-draft' });
    const other = await account.draft('other.pdf');
    await account.calls['files.forget']({ draft: other });
    expect(account.desk.sealed()).toHaveLength(1);
  });

  test('that is sent twice at once goes once', async () => {
    const account = await FileAccount.open();
    const draft = await account.draft();
    const replies = await Promise.all([account.send(draft), account.send(draft)]);
    expect(replies.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    await account.idle();
    expect(account.wire.sent).toHaveLength(1);
    expect(account.desk.sealed()).toHaveLength(1);
  });

  test('of nothing is a file too', async () => {
    const account = await FileAccount.open();
    const begun = await account.calls['files.begin']({
      peer: bob,
      name: 'empty.txt',
      size: 0,
      mediaType: '',
    });
    await account.sent(begun.ok ? begun.value.draft : '');
    expect(account.desk.uploaded).toMatchObject([{ name: 'empty.txt', bytes: Buffer.alloc(0) }]);
  });
});
