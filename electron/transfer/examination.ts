import type { BareJid } from '../../shared/model/jid.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { isAtLeast, joinVerdicts, verdictOf } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { LeavingJudgement, LeavingText } from '../gate/gate.ts';
import type { InspectedFile, OfferedFile, SealedFile } from '../inspect/host/inspect-files.ts';
import type { Cut } from '../inspect/strip/cut.ts';
import { carriedOut } from './carried-out.ts';
import { measured } from './measured.ts';
import { previewKind } from './preview-kind.ts';
import type { Quarantine } from './quarantine.ts';

interface ExaminationRooms {
  readonly quarantine: Pick<Quarantine, 'content' | 'open' | 'keep'>;
  readonly policy: () => Policy;
  readonly inspect: (file: OfferedFile) => Promise<InspectedFile>;
  /** All the words in it; empty when there are none. Null: they could not be read. */
  readonly textOf: (file: OfferedFile) => Promise<string | null>;
  /** What policy wants taken out of it; null: that could not be told. */
  readonly cutsOf: (file: SealedFile) => Promise<readonly Cut[] | null>;
  /** Whether something confidential is in it, once that can be said. */
  readonly judge: (text: LeavingText) => Promise<LeavingJudgement>;
}

interface FileHere extends StoredFile {
  readonly sealed: NonNullable<StoredFile['sealed']>;
}

export interface ExaminedFile extends FileHere {
  /** What can be read in it. */
  readonly text: string;
}

/** What is known of a file of ours before anybody else hears of it. */
export class Examination {
  readonly #rooms: ExaminationRooms;

  constructor(rooms: ExaminationRooms) {
    this.#rooms = rooms;
  }

  /**
   * Stripped where policy says so, then looked into, and its words read: all of it is said of the bytes that leave, which are sealed anew
   * when they are others. What cannot be stripped or read is held. Throws what `Quarantine.keep` throws: there is no place for the others.
   */
  async look(whole: StoredFile): Promise<ExaminedFile> {
    const { inspect, policy, textOf } = this.#rooms;
    if (!isHere(whole)) throw new TypeError('the file is not here');
    const stripped = policy().files.stripExif ? await this.#stripped(whole) : whole;
    const file = stripped ?? whole;
    const found = await inspect(this.#offered(file));
    const verdict = stripped === null ? joinVerdicts([found.verdict, unstripped]) : found.verdict;
    const isRead = policy().confidential.fileScan && !isHeld({ verdict });
    const text = isRead ? await textOf(this.#offered(file)) : '';
    const shown: SharedFile = { ...file.shown, type: found.type, preview: previewKind(found.type), verdict };
    if (text !== null)
      return { ...file, shown: isHeld({ verdict }) ? { ...shown, preview: null } : shown, text };
    return {
      ...file,
      shown: { ...shown, preview: null, verdict: joinVerdicts([verdict, unread]) },
      text: '',
    };
  }

  /** Its name, what is written to it and what stands in it, by the same rules as any text (T37). */
  judge(to: BareJid, { shown, text }: ExaminedFile, body: string): Promise<LeavingJudgement> {
    return this.#rooms.judge({ kind: 'file', to, text: [shown.name, body, text].join('\n') });
  }

  /** The same file when there is nothing to take out. Null: it cannot be done. */
  async #stripped(file: FileHere): Promise<FileHere | null> {
    const { cutsOf, quarantine } = this.#rooms;
    const cuts = await cutsOf(this.#offered(file));
    if (cuts === null || cuts.length === 0) return cuts === null ? null : file;
    // However large: what is inspected after this is held if it is more than policy allows.
    const left = measured(carriedOut(quarantine.open(file.sealed), cuts), Number.POSITIVE_INFINITY);
    const sealed = await quarantine.keep(left.pieces);
    const said = { size: left.size(), sha256: left.sha256() };
    return { ...file, shown: { ...file.shown, ...said }, announced: { ...file.announced, ...said }, sealed };
  }

  #offered({ announced, sealed, shown }: FileHere): SealedFile {
    return {
      content: this.#rooms.quarantine.content(sealed, shown.size ?? 0),
      name: announced.name,
      declaredType: announced.mediaType,
    };
  }
}

export function isHeld({ verdict }: Pick<SharedFile, 'verdict'>): boolean {
  return isAtLeast(verdict.level, 'hold');
}

function isHere(file: StoredFile): file is FileHere {
  return file.sealed !== null;
}

const unstripped = verdictOf([{ code: 'file.not-stripped', level: 'hold', params: { where: '' } }]);
const unread = verdictOf([
  {
    code: 'file.not-inspected',
    level: 'hold',
    params: { inspector: 'text', cause: 'unreadable', where: '' },
  },
]);
