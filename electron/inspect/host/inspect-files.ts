import { createHash } from 'node:crypto';
import { type Verdict, type VerdictLevel, verdictOf } from '../../../shared/model/verdict.ts';
import type { Limit } from '../budget.ts';
import type { InspectorChild } from './inspector-child.ts';
import { type FromInspector, fromInspectorSchema, type InspectionRules } from './protocol.ts';

export interface OfferedFile {
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** As the sender wrote it. */
  readonly name: string;
  /** The media type that the sender declared. */
  readonly declaredType: string | null;
}

export interface InspectedFile {
  /** By content; `unknown` when the inspection did not end. */
  readonly type: string;
  /** Lower-case hexadecimal, of all of it; null for a file that was too large to be read to its end. */
  readonly sha256: string | null;
  readonly verdict: Verdict;
}

export interface InspectFilesOptions {
  readonly start: () => InspectorChild;
  readonly rules: InspectionRules;
  /** Calls back once after so many milliseconds; the returned function calls it off. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
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
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: InspectFilesOptions) {
    this.#options = options;
  }

  /** Rejects only when the content itself cannot be read. */
  inspect(file: OfferedFile): Promise<InspectedFile> {
    const inspected = this.#turn.then(() => this.#inspect(file));
    this.#turn = inspected.catch(() => undefined);
    return inspected;
  }

  /** The file that is being inspected is held. */
  close(): void {
    this.#child?.end('closed');
    this.#child = null;
  }

  async #inspect({ content, name, declaredType }: OfferedFile): Promise<InspectedFile> {
    const { files } = this.#options.rules.policy;
    const level = files.onScannerFailure;
    const child = this.#running();
    const callOff = this.#options.after(files.scanTimeoutMs + grace, () => child.end('time'));
    const hash = createHash('sha256');
    let size = 0;
    try {
      child.post({ kind: 'begin', name, declaredType });
      for await (const piece of piecesOf(content)) {
        size += piece.byteLength;
        if (size > files.maxBytes) {
          this.#abandon(child);
          return { type: 'unknown', sha256: null, verdict: overLimit('bytes', level) };
        }
        hash.update(piece);
        // A copy, so that it can be handed over; after a failure the rest is read for its hash alone.
        if (child.failure === null) await child.ask({ kind: 'piece', bytes: new Uint8Array(piece) });
      }
      const answer = await child.ask({ kind: 'end' });
      const sha256 = hash.digest('hex');
      if (answer?.kind === 'judged') return { type: answer.type, sha256, verdict: answer.verdict };
      this.#abandon(child);
      const verdict =
        child.failure === 'time' ? overLimit('time', level) : notInspected(child.failure ?? 'answer', level);
      return { type: 'unknown', sha256, verdict };
    } catch (error) {
      // The content ended early: the process waits for the rest of it and is of no use any more.
      this.#abandon(child);
      throw error;
    } finally {
      callOff();
    }
  }

  #running(): Conversation {
    if (this.#child === null || this.#child.failure !== null) {
      this.#child = new Conversation(this.#options.start());
      this.#child.post({ kind: 'rules', rules: this.#options.rules });
    }
    return this.#child;
  }

  #abandon(child: Conversation): void {
    child.end('abandoned');
    if (this.#child === child) this.#child = null;
  }
}

type Failure = 'time' | 'exit' | 'answer' | 'closed' | 'abandoned';

/** Question and answer with one process, until it fails. */
class Conversation {
  readonly #child: InspectorChild;
  #waiting: ((answer: FromInspector | null) => void) | null = null;
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

async function* piecesOf(content: OfferedFile['content']): AsyncGenerator<Uint8Array> {
  const whole = content instanceof Uint8Array ? [content] : content;
  for await (const part of whole) {
    for (let start = 0; start < part.byteLength; start += pieceSize) {
      yield part.subarray(start, start + pieceSize);
    }
  }
}

function overLimit(limit: Limit, level: VerdictLevel): Verdict {
  const params = { limit, inspector: 'process', where: '' };
  return verdictOf([{ code: 'file.over-limit', level, params }]);
}

function notInspected(cause: Failure, level: VerdictLevel): Verdict {
  const params = { inspector: 'process', cause, where: '' };
  return verdictOf([{ code: 'file.not-inspected', level, params }]);
}
