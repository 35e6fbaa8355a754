import type { BareJid } from '../../shared/model/jid.ts';
import type { Message } from '../../shared/model/message.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';

type FileFacts = Extract<RecordEvent['facts'], { kind: 'file' }>;

export type FileStep = FileFacts['step'];

/** What became of a file, as it goes on record. */
export function fileOnRecord(
  account: BareJid,
  { id, peer, direction }: Pick<Message, 'id' | 'peer' | 'direction'>,
  { shown, url }: Pick<StoredFile, 'shown' | 'url'>,
  step: FileStep,
  cause: string | null = null,
  approver: BareJid | null = null,
): RecordEvent {
  const { name, type, size, sha256, verdict } = shown;
  const { level, reasons } = verdict;
  const codes = reasons.map(({ code }) => code);
  return {
    facts: {
      kind: 'file',
      account,
      direction,
      peer,
      messageId: id,
      step,
      cause,
      type,
      size,
      sha256,
      level,
      codes,
    },
    content: {
      text: [name, url, approver ?? ''].filter((words) => words !== '').join('\n'),
      original: null,
      raw: '',
      reasons: [...reasons],
    },
  };
}
