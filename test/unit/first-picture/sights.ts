import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Binding } from '../../../electron/first-picture/seal.ts';
import type { FirstPicture, FirstSight } from '../../../shared/ipc/first-picture.ts';
import type { Conversation } from '../../../shared/model/conversation.ts';
import { messageIdSchema } from '../../../shared/model/message.ts';
import { conversationsOf, message } from '../renderer/fixture/messages.ts';
import { jid, person } from '../renderer/fixture/people.ts';
import { sceneOf } from '../renderer/fixture/scenes.ts';

export const key = new Uint8Array(32).fill(7);
export const anna = jid('anna@corp.test');
export const bea = jid('bea@corp.test');
export const binding: Binding = { account: anna, version: '1.0.0', page: 'a'.repeat(64) };
const id = messageIdSchema.parse('00000000-0000-4000-8000-000000000001');
export const noon = new Date(2026, 10, 24, 12, 0).getTime();

export function conversation(body: string, change: Partial<Conversation> = {}): Conversation {
  const [made] = conversationsOf([message(bea, { body, at: noon })], {});
  if (made?.last == null) throw new Error('no conversation');
  return { ...made, last: { ...made.last, id }, ...change };
}

/** Anna's list with one line in it. */
export function sight(body = 'The auditors come on Thursday.', change: Partial<FirstSight> = {}): FirstSight {
  const { session } = sceneOf(new URLSearchParams());
  return {
    session: {
      ...session,
      account: anna,
      connection: { kind: 'connecting' },
      availability: 'offline',
    },
    language: 'en',
    people: [
      person(anna, { name: 'Anna Keller', availability: 'offline' }),
      person(bea, { name: 'Bea Lindqvist', availability: 'offline' }),
    ],
    conversations: [conversation(body)],
    requests: [],
    ...change,
  };
}

export function pictureOf(...parts: readonly string[]): FirstPicture {
  const moment = { at: noon, today: '12:00', thisWeek: 'Tue', before: '24/11/26' };
  return { language: 'en', parts, moments: parts.slice(1).map(() => moment) };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-picture-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
