import type { BareJid } from '../../shared/model/jid.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { isAtLeast, joinVerdicts, verdictOf } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { LeavingJudgement, LeavingText } from '../gate/gate.ts';
import type { InspectedFile, OfferedFile } from '../inspect/host/inspect-files.ts';
import { previewKind } from './preview-kind.ts';
import type { Quarantine } from './quarantine.ts';

interface ExaminationRooms {
  readonly quarantine: Pick<Quarantine, 'content'>;
  readonly policy: () => Policy;
  readonly inspect: (file: OfferedFile) => Promise<InspectedFile>;
  /** All the words in it; empty when there are none. Null: they could not be read. */
  readonly textOf: (file: OfferedFile) => Promise<string | null>;
  /** Whether something confidential is in it, once that can be said. */
  readonly judge: (text: LeavingText) => Promise<LeavingJudgement>;
}

export interface ExaminedFile extends StoredFile {
  readonly sealed: NonNullable<StoredFile['sealed']>;
  /** What can be read in it. */
  readonly text: string;
}

/** What is known of a file of ours before anybody else hears of it. */
export class Examination {
  readonly #rooms: ExaminationRooms;

  constructor(rooms: ExaminationRooms) {
    this.#rooms = rooms;
  }

  /** Looked into, and its words read. What cannot be read is held. */
  async look(file: StoredFile): Promise<ExaminedFile> {
    const { inspect, policy, quarantine, textOf } = this.#rooms;
    const { announced, sealed } = file;
    if (sealed === null) throw new TypeError('the file is not here');
    const offered = () => ({
      content: quarantine.content(sealed, file.shown.size ?? 0),
      name: announced.name,
      declaredType: announced.mediaType,
    });
    const { type, verdict } = await inspect(offered());
    const isRead = policy().confidential.fileScan && !isHeld({ verdict });
    const text = isRead ? await textOf(offered()) : '';
    const shown: SharedFile = { ...file.shown, type, preview: previewKind(type), verdict };
    if (text !== null)
      return { ...file, shown: isHeld({ verdict }) ? { ...shown, preview: null } : shown, sealed, text };
    return {
      ...file,
      shown: { ...shown, preview: null, verdict: joinVerdicts([verdict, unread]) },
      sealed,
      text: '',
    };
  }

  /** Its name, what is written to it and what stands in it, by the same rules as any text (T37). */
  judge(to: BareJid, { shown, text }: ExaminedFile, body: string): Promise<LeavingJudgement> {
    return this.#rooms.judge({ kind: 'file', to, text: [shown.name, body, text].join('\n') });
  }
}

export function isHeld({ verdict }: Pick<SharedFile, 'verdict'>): boolean {
  return isAtLeast(verdict.level, 'hold');
}

const unread = verdictOf([
  {
    code: 'file.not-inspected',
    level: 'hold',
    params: { inspector: 'text', cause: 'unreadable', where: '' },
  },
]);
