import type { BareJid } from '../../shared/model/jid.ts';
import { isHeldFile, type SharedFile } from '../../shared/model/shared-file.ts';
import { joinVerdicts, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { LeavingJudgement, LeavingText } from '../gate/gate.ts';
import type { InspectedFile, OfferedFile, SealedFile } from '../inspect/host/inspect-files.ts';
import type { Cut, UncutCause } from '../inspect/strip/cut.ts';
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
  /** What policy wants taken out of it, or why that cannot be done. */
  readonly cutsOf: (file: SealedFile) => Promise<readonly Cut[] | UncutCause | 'failed'>;
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
    const stripped = policy().files.stripMetadata === 'none' ? whole : await this.#stripped(whole);
    const file = typeof stripped === 'string' ? whole : stripped;
    const found = await inspect(this.#offered(file));
    const verdict =
      typeof stripped === 'string' ? joinVerdicts([found.verdict, unstripped(stripped)]) : found.verdict;
    const isRead = policy().confidential.fileScan && !isHeldFile({ verdict });
    const text = isRead ? await textOf(this.#offered(file)) : '';
    const shown: SharedFile = { ...file.shown, type: found.type, preview: previewKind(found.type), verdict };
    if (text !== null)
      return { ...file, shown: isHeldFile({ verdict }) ? { ...shown, preview: null } : shown, text };
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

  /** The same file when there is nothing to take out, or why it cannot be done. */
  async #stripped(file: FileHere): Promise<FileHere | UncutCause | 'failed'> {
    const { cutsOf, quarantine } = this.#rooms;
    const cuts = await cutsOf(this.#offered(file));
    if (typeof cuts === 'string') return cuts;
    if (cuts.length === 0) return file;
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

function isHere(file: StoredFile): file is FileHere {
  return file.sealed !== null;
}

function unstripped(cause: UncutCause | 'failed'): Verdict {
  return verdictOf([{ code: 'file.not-stripped', level: 'hold', params: { cause, where: '' } }]);
}

const unread = verdictOf([
  {
    code: 'file.not-inspected',
    level: 'hold',
    params: { inspector: 'text', cause: 'unreadable', where: '' },
  },
]);
