import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { KeptFile, StoredFile } from '../archive/archive.ts';
import type { MainText } from '../text/en.ts';
import type { OutboundWalk } from '../walks/outbound.ts';
import { fileOnRecord } from './file-on-record.ts';
import type { FileRooms } from './file-rooms.ts';
import { KeptFiles } from './kept-files.ts';
import { previewKind } from './preview-kind.ts';
import { releaseOf } from './release-of.ts';

export interface ReleaseRooms extends FileRooms {
  readonly outbound: Pick<OutboundWalk, 'write'>;
  /** 128 bits that nobody can guess, in hexadecimal. */
  readonly newReleaseCode: () => string;
  readonly text: () => Pick<MainText, 'release'>;
}

const answerForm = /^\s*(release|refuse)\s+([0-9a-f]{32})\s*$/im;

/**
 * Held files that somebody else may let out. Approvers of policy are asked by a message with a code of its own; an answer counts from exactly
 * one of their addresses, with that code, for that file, once. What is blocked is let out by nobody.
 */
export class Releases {
  readonly #rooms: ReleaseRooms;
  readonly #kept: KeptFiles;

  constructor(rooms: ReleaseRooms) {
    this.#rooms = rooms;
    this.#kept = new KeptFiles(rooms);
  }

  /** Who is asked for held files now. Nobody answers to himself. */
  get approvers(): readonly BareJid[] {
    const { account, policy } = this.#rooms;
    return policy().quarantine.releaseApprovers.filter((approver) => approver !== account);
  }

  /** Null: nothing that may be asked for. */
  async requestable(id: MessageId): Promise<{ message: Message; file: StoredFile } | null> {
    const { archive, policy } = this.#rooms;
    const message = await archive.message(id);
    const file = await archive.file(id);
    if (message === null || message.file === null || file === null || file.sealed === null) return null;
    const { state, verdict } = file.shown;
    const mayBeAsked = state === 'held' && releaseOf(verdict.level, policy()) === 'possible';
    return mayBeAsked && this.approvers.length > 0 ? { message, file } : null;
  }

  /** On record before anybody is asked. False when no approver can be written to. @throws RecordError */
  async ask({ message, file }: { message: Message; file: StoredFile }, note: string): Promise<boolean> {
    const { account, newReleaseCode, outbound, record, text } = this.#rooms;
    const releaseCode = newReleaseCode();
    await record.append([fileOnRecord(account, message, file, 'release-asked')]);
    await this.#kept.store(message.id, { ...file, releaseCode }, { release: 'asked' });
    const words = requestText(account, message.peer, file, { releaseCode, note }, text().release);
    const written = await Promise.all(this.approvers.map((approver) => outbound.write(approver, words)));
    if (written.some(({ state }) => state !== 'failed')) return true;
    await this.#kept.store(message.id, file);
    return false;
  }

  /** A message has come, which may be an approver's answer. */
  async arrived({ peer, direction, body }: Pick<Message, 'peer' | 'direction' | 'body'>): Promise<void> {
    if (direction === 'out' || !this.approvers.includes(peer)) return;
    const [, word, code] = answerForm.exec(body) ?? [];
    const kept = code === undefined ? undefined : await this.#asked(code.toLowerCase());
    if (kept === undefined) return;
    if (word?.toLowerCase() === 'release') await this.#release(kept, peer);
    else await this.#kept.store(kept.id, { ...kept.file, releaseCode: null }, { release: 'refused' });
  }

  async #asked(code: string): Promise<KeptFile | undefined> {
    const kept = await this.#rooms.archive.keptFiles();
    return kept.find(
      ({ file }) =>
        file.releaseCode === code && file.shown.state === 'held' && file.shown.verdict.level === 'hold',
    );
  }

  async #release({ id, file }: KeptFile, by: BareJid): Promise<void> {
    const { account, archive, record } = this.#rooms;
    const message = await archive.message(id);
    if (message === null) return;
    await record.append([fileOnRecord(account, message, file, 'released', null, by)]);
    const preview = file.shown.type === null ? null : previewKind(file.shown.type);
    await this.#kept.store(
      id,
      { ...file, releaseCode: null },
      { state: 'ready', release: 'released', preview },
    );
  }
}

function requestText(
  account: BareJid,
  peer: BareJid,
  { shown: { name, sha256, verdict, type } }: StoredFile,
  { releaseCode, note }: { readonly releaseCode: string; readonly note: string },
  text: MainText['release'],
): string {
  return [
    text.title,
    '',
    `${text.by}: ${account}`,
    `${text.from}: ${peer}`,
    `${text.file}: ${name} (${type ?? ''})`,
    `SHA-256: ${sha256 ?? ''}`,
    `${text.verdict}: ${verdict.reasons.map(({ code, params }) => `${code} ${params['where'] ?? ''}`.trim()).join(', ')}`,
    ...(note.trim() === '' ? [] : [`${text.note}: ${note.trim()}`]),
    '',
    text.answer,
    `release ${releaseCode}`,
    `refuse ${releaseCode}`,
  ].join('\n');
}
