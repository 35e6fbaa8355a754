import { PassThrough } from 'node:stream';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Policy } from '../../shared/policy.ts';
import { measured } from './measured.ts';
import type { Quarantine, Sealed } from './quarantine.ts';
import { safeFileName } from './safe-file-name.ts';
import { failureOf, TransferFailed } from './transfer-failed.ts';

interface DraftsOptions {
  readonly quarantine: Quarantine;
  readonly policy: () => Pick<Policy, 'files'>;
  readonly newToken: () => string;
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** A file that is here as a whole, sealed, and belongs to no message yet. */
export interface CompleteDraft {
  readonly peer: BareJid;
  readonly name: string;
  readonly mediaType: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly sealed: Sealed;
}

interface Draft {
  readonly peer: BareJid;
  readonly name: string;
  readonly mediaType: string | null;
  readonly size: number;
  readonly input: PassThrough;
  /** Never rejects: what stopped it instead. */
  sealed: Promise<Sealed | TransferFailed>;
  readonly sha256: () => string;
  received: number;
  complete: CompleteDraft | null;
  letGo: () => void;
}

type Result<T, Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Refusal };

const mostDrafts = 16;
/** Milliseconds that a page may leave one alone. */
const patience = 3_600_000;

/**
 * Files that a page hands over piece by piece. They are sealed as they come, bounded in number and size, and one that is left alone is
 * let go of.
 */
export class Drafts {
  readonly #options: DraftsOptions;
  readonly #drafts = new Map<string, Draft>();

  constructor(options: DraftsOptions) {
    this.#options = options;
  }

  begin(
    peer: BareJid,
    written: { name: string; size: number; mediaType: string },
  ): Result<{ draft: string }, 'too-large' | 'too-many'> {
    const { newToken, policy, quarantine } = this.#options;
    if (written.size > policy().files.maxBytes) return { ok: false, error: 'too-large' };
    if (this.#drafts.size >= mostDrafts) return { ok: false, error: 'too-many' };
    const token = newToken();
    const input = new PassThrough();
    // Whoever seals it hears of it; he may have stopped listening.
    input.on('error', () => undefined);
    const measure = measured(input, written.size);
    const sealed = quarantine.keep(measure.pieces).catch((error: unknown) => {
      const code = failureOf(error);
      if (code === null) throw error;
      return new TransferFailed(code);
    });
    const draft: Draft = {
      peer,
      name: safeFileName(written.name),
      mediaType: written.mediaType === '' ? null : written.mediaType,
      size: written.size,
      input,
      sealed,
      sha256: measure.sha256,
      received: 0,
      complete: null,
      letGo: () => undefined,
    };
    this.#drafts.set(token, draft);
    this.#touch(token, draft);
    return { ok: true, value: { draft: token } };
  }

  /** Resolves when the piece was taken. */
  async add(
    token: string,
    bytes: Uint8Array,
  ): Promise<Result<null, 'unknown-draft' | 'too-large' | 'no-space'>> {
    const draft = this.#drafts.get(token);
    if (draft === undefined || draft.input.writableEnded) return { ok: false, error: 'unknown-draft' };
    this.#touch(token, draft);
    if (draft.received + bytes.byteLength > draft.size) {
      await this.forget(token);
      return { ok: false, error: 'too-large' };
    }
    draft.received += bytes.byteLength;
    const taken = new Promise<null>((resolve) => draft.input.write(bytes, () => resolve(null)));
    const outcome = await Promise.race([taken, draft.sealed]);
    if (outcome === null) return { ok: true, value: null };
    await this.forget(token);
    return {
      ok: false,
      error: outcome instanceof TransferFailed && outcome.code === 'too-large' ? 'too-large' : 'no-space',
    };
  }

  /** Null: there is no such draft. `incomplete`: not all that was said has come. */
  async complete(token: string): Promise<CompleteDraft | 'incomplete' | null> {
    const draft = this.#drafts.get(token);
    if (draft === undefined) return null;
    if (draft.complete !== null) return draft.complete;
    if (draft.received !== draft.size) return 'incomplete';
    if (!draft.input.writableEnded) draft.input.end();
    const sealed = await draft.sealed;
    if (sealed instanceof TransferFailed) {
      await this.forget(token);
      return null;
    }
    const { peer, name, mediaType, size } = draft;
    draft.complete ??= { peer, name, mediaType, size, sha256: draft.sha256(), sealed };
    this.#touch(token, draft);
    return draft.complete;
  }

  /** Other bytes leave than were handed over; those are not kept. */
  async replace(token: string, before: CompleteDraft, now: CompleteDraft): Promise<void> {
    const { quarantine } = this.#options;
    const draft = this.#drafts.get(token);
    // It was let go of meanwhile, or somebody else was faster.
    if (draft?.complete !== before) return quarantine.remove(now.sealed);
    draft.complete = now;
    draft.sealed = Promise.resolve(now.sealed);
    return quarantine.remove(before.sealed);
  }

  /** It belongs to a message from now on. False when it was let go of, or somebody else was faster. */
  handOver(token: string, sealed: Sealed): boolean {
    return this.#drafts.get(token)?.complete?.sealed === sealed && this.#remove(token);
  }

  async forget(token: string): Promise<void> {
    const draft = this.#drafts.get(token);
    if (draft === undefined) return;
    this.#remove(token);
    draft.input.destroy(new TransferFailed('stopped'));
    const sealed = await draft.sealed;
    if (!(sealed instanceof TransferFailed)) await this.#options.quarantine.remove(sealed);
  }

  async forgetAll(): Promise<void> {
    await Promise.all([...this.#drafts.keys()].map((token) => this.forget(token)));
  }

  #remove(token: string): boolean {
    this.#drafts.get(token)?.letGo();
    return this.#drafts.delete(token);
  }

  #touch(token: string, draft: Draft): void {
    draft.letGo();
    draft.letGo = this.#options.after(patience, () => void this.forget(token));
  }
}
