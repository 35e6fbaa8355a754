import { createHash } from 'node:crypto';
import { type Verdict, type VerdictLevel, verdictOf } from '../../../shared/model/verdict.ts';
import { Turns } from '../../turns.ts';
import type { Cut, UncutCause } from '../strip/cut.ts';
import { mostCharacters } from '../text/words.ts';
import type { InspectorChild } from './inspector-child.ts';
import { type FromInspector, fromInspectorSchema, type InspectionRules, type Wanted } from './protocol.ts';

/**
 * A file that `transfer/sealed-file.ts` wrote. The process opens it by itself, so that main never has it in the clear. `key`: of this file
 * alone, since the process reads hostile bytes. `size`: of what was sealed.
 */
export interface SealedContent {
  readonly kind: 'sealed';
  readonly path: string;
  readonly key: Uint8Array;
  readonly size: number;
}

export interface OfferedFile {
  readonly content: Uint8Array | AsyncIterable<Uint8Array> | SealedContent;
  /** As the sender wrote it. */
  readonly name: string;
  /** The media type that the sender declared. */
  readonly declaredType: string | null;
}

/** One of ours on its way out. */
export interface SealedFile extends OfferedFile {
  readonly content: SealedContent;
}

export interface InspectedFile {
  /** By content; `unknown` when the inspection did not end. */
  readonly type: string;
  /**
   * Lower-case hexadecimal, of all of it. Null for a file that was too large to be read to its end, and for a sealed one: whoever sealed it
   * saw all of it, and what the process would say is not believed.
   */
  readonly sha256: string | null;
  readonly verdict: Verdict;
}

export interface InspectFilesOptions {
  readonly start: () => InspectorChild;
  /** Those in force now; the same object as long as they are the same. */
  readonly rules: () => InspectionRules;
  /** Calls back once after so many milliseconds; the returned function calls it off. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
  /** The process ends when it had nothing to do for so long; null: never. */
  readonly idleMs: number | null;
}

/** Small enough that neither copying nor hashing a piece is felt in main, and large enough to be few. */
const pieceSize = 64 * 1024;
/** Beyond the time that the inspection allows itself, so that it can still say what took so long. */
const grace = 5000;

/**
 * Files, one after the other, in a process of their own. It is started with the first file; when it crashes, hangs or answers
 * nonsense it is ended, the file is held, and the next file gets a new one.
 */
export class InspectFiles {
  readonly #options: InspectFilesOptions;
  #child: Conversation | null = null;
  readonly #turns = new Turns();
  #stayAwake: () => void = () => undefined;
  #isClosed = false;

  constructor(options: InspectFilesOptions) {
    this.#options = options;
  }

  /** Rejects when the content itself cannot be read, or with `InspectionClosed`: nothing is known of the file then. */
  inspect(file: OfferedFile): Promise<InspectedFile> {
    return this.#turns.take(async () => {
      const { answer, sha256, onFailure: level } = await this.#ask(file, 'verdict');
      if (typeof answer === 'object' && answer.kind === 'judged')
        return { type: answer.type, sha256, verdict: answer.verdict };
      return { type: 'unknown', sha256, verdict: verdictOfFailure(failureOf(answer), level) };
    });
  }

  /**
   * The words that the file itself and the files in it hold, for rules about what may leave; null when they could not all be read. Rejects
   * as `inspect` does.
   */
  textOf(file: OfferedFile): Promise<string | null> {
    return this.#turns.take(async () => {
      const { answer } = await this.#ask(file, 'text');
      return typeof answer === 'object' && answer.kind === 'text' ? answer.text : null;
    });
  }

  /**
   * What has to be taken out of a file before it may leave, or why that cannot be done (`failed`: it could not be told). Places in the file,
   * so that it does not come back. Rejects as `inspect` does.
   */
  cutsOf(file: SealedFile): Promise<readonly Cut[] | UncutCause | 'failed'> {
    return this.#turns.take(async () => {
      const { answer } = await this.#ask(file, 'cuts');
      if (typeof answer !== 'object') return 'failed';
      if (answer.kind === 'uncut') return answer.cause;
      if (answer.kind !== 'cuts' || (answer.cuts.at(-1)?.to ?? 0) > file.content.size) return 'failed';
      return answer.cuts.map(({ from, to, instead, fill }) => ({
        from,
        to,
        instead: Buffer.from(instead, 'hex'),
        ...(fill === null ? {} : { fill }),
      }));
    });
  }

  /** At once, also in the middle of a file. */
  close(): void {
    this.#isClosed = true;
    this.#stayAwake();
    this.#child?.end('closed');
    this.#child = null;
  }

  async #ask({ content, name, declaredType }: OfferedFile, want: Wanted): Promise<Answered> {
    if (this.#isClosed) throw new InspectionClosed();
    const rules = this.#options.rules();
    const { maxBytes, scanTimeoutMs, onScannerFailure: onFailure } = rules.policy.files;
    const child = this.#running(rules);
    const callOff = this.#options.after(scanTimeoutMs + grace, () => child.end('time'));
    try {
      child.post({ kind: 'begin', want, name, declaredType });
      const taken = await take(content, child, maxBytes);
      if (taken.outcome === 'over-limit') {
        this.#abandon(child);
        return { answer: 'bytes', sha256: null, onFailure };
      }
      const { sha256 } = taken;
      const answer = await whole(await child.ask({ kind: 'end' }), child);
      if (answer !== null && answer.kind !== 'more') return { answer, sha256, onFailure };
      if (this.#isClosed) throw new InspectionClosed();
      const failure = child.failure ?? 'answer';
      this.#abandon(child);
      return { answer: failure, sha256, onFailure };
    } catch (error) {
      // The content ended early: the process waits for the rest of it and is of no use any more.
      this.#abandon(child);
      throw error;
    } finally {
      callOff();
      this.#rest();
    }
  }

  #running(rules: InspectionRules): Conversation {
    this.#stayAwake();
    if (this.#child === null || this.#child.failure !== null)
      this.#child = new Conversation(this.#options.start());
    this.#child.obey(rules);
    return this.#child;
  }

  #rest(): void {
    const { idleMs, after } = this.#options;
    const child = this.#child;
    if (idleMs !== null && child !== null) this.#stayAwake = after(idleMs, () => this.#abandon(child));
  }

  #abandon(child: Conversation): void {
    child.end('abandoned');
    if (this.#child === child) this.#child = null;
  }
}

/** Whoever wanted files looked into has no use for it any more. */
export class InspectionClosed extends Error {
  constructor() {
    super('the inspection is closed');
    this.name = 'InspectionClosed';
  }
}

type Taken =
  | { readonly outcome: 'taken'; readonly sha256: string | null }
  | { readonly outcome: 'over-limit' };

async function take(content: OfferedFile['content'], child: Conversation, maxBytes: number): Promise<Taken> {
  if ('kind' in content) {
    const { path, key, size } = content;
    if (size > maxBytes) return { outcome: 'over-limit' };
    child.post({ kind: 'sealed', path, key });
    return { outcome: 'taken', sha256: null };
  }
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of piecesOf(content)) {
    size += piece.byteLength;
    if (size > maxBytes) return { outcome: 'over-limit' };
    hash.update(piece);
    // A copy, so that it can be handed over; after a failure the rest is read for its hash alone.
    if (child.failure === null) await child.ask({ kind: 'piece', bytes: new Uint8Array(piece) });
  }
  return { outcome: 'taken', sha256: hash.digest('hex') };
}

/** A text with all its pieces. Null when it does not come to an end. */
async function whole(first: FromInspector | null, child: Conversation): Promise<FromInspector | null> {
  const pieces: string[] = [];
  let left = mostCharacters;
  for (let answer = first; answer?.kind === 'text' && answer.text !== null; ) {
    pieces.push(answer.text);
    left -= answer.text.length;
    if (answer.isLast) return { ...answer, text: pieces.join('') };
    answer = left > 0 && answer.text !== '' ? await child.ask({ kind: 'next' }) : null;
    if (answer?.kind !== 'text' || answer.text === null) return null;
  }
  return first;
}

interface Answered {
  /** Or why there is none. */
  readonly answer: Exclude<FromInspector, { kind: 'more' }> | Failure;
  readonly sha256: string | null;
  /** Of policy. */
  readonly onFailure: VerdictLevel;
}

/** One who answers another question than was asked has answered nothing. */
function failureOf(answer: Answered['answer']): Failure {
  return typeof answer === 'string' ? answer : 'answer';
}

type Failure = 'bytes' | 'time' | 'exit' | 'answer' | 'closed' | 'abandoned';

/** Question and answer with one process, until it fails. */
class Conversation {
  readonly #child: InspectorChild;
  #waiting: ((answer: FromInspector | null) => void) | null = null;
  #rules: InspectionRules | null = null;
  failure: Failure | null = null;

  constructor(child: InspectorChild) {
    this.#child = child;
    child.onExit(() => this.#fail('exit'));
    child.onMessage((message) => {
      const answer = fromInspectorSchema.safeParse(message);
      // Nothing was asked, or not this: whoever answers so is not what was started.
      if (!answer.success || this.#waiting === null) this.end('answer');
      else this.#answered(answer.data);
    });
  }

  /** Sent once, and again when there are others. */
  obey(rules: InspectionRules): void {
    if (this.#rules !== rules) this.post({ kind: 'rules', rules });
    this.#rules = rules;
  }

  post(message: Parameters<InspectorChild['post']>[0]): void {
    if (this.failure === null) this.#child.post(message);
  }

  /** Null when there is no answer any more. */
  ask(message: Parameters<InspectorChild['post']>[0]): Promise<FromInspector | null> {
    return new Promise((resolve) => {
      if (this.failure !== null) {
        resolve(null);
        return;
      }
      this.#waiting = resolve;
      this.#child.post(message);
    });
  }

  end(failure: Failure): void {
    this.#fail(failure);
    this.#child.end();
  }

  #fail(failure: Failure): void {
    this.failure ??= failure;
    this.#answered(null);
  }

  #answered(answer: FromInspector | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(answer);
  }
}

async function* piecesOf(content: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const whole = content instanceof Uint8Array ? [content] : content;
  for await (const part of whole) {
    for (let start = 0; start < part.byteLength; start += pieceSize) {
      yield part.subarray(start, start + pieceSize);
    }
  }
}

function verdictOfFailure(failure: Failure, level: VerdictLevel): Verdict {
  const where = { inspector: 'process', where: '' };
  if (failure === 'bytes' || failure === 'time')
    return verdictOf([{ code: 'file.over-limit', level, params: { limit: failure, ...where } }]);
  return verdictOf([{ code: 'file.not-inspected', level, params: { cause: failure, ...where } }]);
}
