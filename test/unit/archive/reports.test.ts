import { expect, test } from 'vitest';
import type { StoredReport } from '../../../electron/archive/archive.ts';
import type { MessageId } from '../../../shared/model/message.ts';
import { bob, incoming, newestPage, newId, openArchive } from './fixture.ts';

const reportOn = (messageId: MessageId, change: Partial<StoredReport> = {}): StoredReport => ({
  messageId,
  peer: bob,
  state: 'undoable',
  xarf: '{"Version":"4"}',
  text: 'Alice reports a message',
  createdAt: 5,
  reportId: '2b1c3c1e-0b5e-4a39-9a0e-5f1d4f6f7a10',
  notes: [],
  posts: [],
  disposition: 'suspicious',
  outcome: null,
  ...change,
});

test('evidence is the stanza as received, sender and ids, and as many earlier messages as asked for', async () => {
  const archive = await openArchive();
  const messages = [1, 2, 3, 4].map((count) => incoming(count));
  await archive.store(messages);
  const id = messages[3]?.id ?? newId();
  expect(await archive.evidence(id)).toMatchObject({
    message: { id, body: 'message 4' },
    raw: "<message id='stanza-4'/>",
    from: 'bob@corp.test/phone',
    stanzaId: 'stanza-4',
    archiveId: 'archive-4',
  });
  const before = await archive.evidenceBefore(id, 2);
  expect(before.map(({ stanzaId }) => stanzaId)).toEqual(['stanza-2', 'stanza-3']);
  expect(await archive.evidence(newId())).toBeNull();
  expect(await archive.evidenceBefore(newId(), 2)).toEqual([]);
});

test('a report marks its message and is kept until it was sent', async () => {
  const archive = await openArchive();
  const [first, second] = [incoming(1), incoming(2)];
  await archive.store([first, second]);
  expect(await archive.setReport(reportOn(first.id))).toMatchObject({ id: first.id, report: 'undoable' });
  await archive.setReport(reportOn(second.id, { state: 'queued', createdAt: 3 }));
  const open = await archive.openReports();
  expect(open).toEqual([reportOn(second.id, { state: 'queued', createdAt: 3 }), reportOn(first.id)]);
  await archive.setReport(reportOn(first.id, { state: 'sent' }));
  expect(await archive.openReports()).toHaveLength(1);
  expect(await archive.report(first.id)).toEqual(reportOn(first.id, { state: 'sent' }));
  const page = await archive.page(newestPage(bob));
  expect(page.messages.map(({ report }) => report)).toEqual(['sent', 'queued']);
});

test('a report can be undone until it was sent, and what was sent stays so', async () => {
  const archive = await openArchive();
  const message = incoming(1);
  await archive.store([message]);
  await archive.setReport(reportOn(message.id));
  expect(await archive.removeReport(message.id)).toMatchObject({ report: 'none' });
  expect(await archive.report(message.id)).toBeNull();
  await archive.setReport(reportOn(message.id, { state: 'sent' }));
  expect(await archive.setReport(reportOn(message.id, { state: 'queued' }))).toBeNull();
  expect(await archive.removeReport(message.id)).toMatchObject({ report: 'sent' });
});

test('a note added to a report that was sent keeps it open until the note was sent', async () => {
  const archive = await openArchive();
  const message = incoming(1);
  await archive.store([message]);
  const withNote = (isSent: boolean) =>
    reportOn(message.id, {
      state: 'sent',
      notes: [{ id: 'note', kind: 'words', text: 'I clicked it', isSent }],
    });
  await archive.setReport(withNote(false));
  expect(await archive.openReports()).toEqual([withNote(false)]);
  await archive.setReport(withNote(true));
  expect(await archive.openReports()).toEqual([]);
  expect(await archive.report(message.id)).toEqual(withNote(true));
});

test('there is no report on a message that does not exist', async () => {
  const archive = await openArchive();
  expect(await archive.setReport(reportOn(newId()))).toBeNull();
  expect(await archive.removeReport(newId())).toBeNull();
});
