import type { BareJid } from '../../shared/model/jid.ts';
import { largestPiece } from '../../shared/model/shared-file.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { keyed } from '../store/keyed.ts';
import type { Attachment, AttachmentProblem, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { ConversationActions } from './conversation-actions.ts';
import type { LeavingActions } from './leaving-actions.ts';

/** A file, or the name of something that is none. */
export type Picked =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'folder'; readonly name: string };

/** What stands behind an attachment; the store has what is shown of it. */
interface Source {
  readonly file: File;
  readonly peer: BareJid;
  /** Main's name of it; null before it has one. */
  draft: string | null;
}

/**
 * Files on their way to main: one after the other, each in pieces, each piece after the one before was taken, so that a file of any size
 * takes no more of this window than one piece. Leaving a conversation leaves what is attached in it; signing out drops all.
 */
export class AttachedFiles {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  readonly #leaving: LeavingActions;
  readonly #conversations: ConversationActions;
  readonly #sources = new Map<number, Source>();
  #made = 0;
  /** Done when everything that was picked so far has been read. */
  #reading: Promise<unknown> = Promise.resolve();

  constructor(
    client: BridgeClient,
    store: Store<State>,
    leaving: LeavingActions,
    conversations: ConversationActions,
  ) {
    this.#client = client;
    this.#store = store;
    this.#leaving = leaving;
    this.#conversations = conversations;
  }

  /** Main says at once what is too large for it; nothing has been read then. */
  async attach(peer: BareJid, picked: readonly Picked[]): Promise<void> {
    const added = picked.map((entry): Attachment => {
      const id = ++this.#made;
      const shown = { id, read: 0, problem: null } as const;
      if (entry.kind === 'folder')
        return { ...shown, name: entry.name, size: 0, phase: 'failed', problem: 'folder' };
      this.#sources.set(id, { file: entry.file, peer, draft: null });
      return { ...shown, name: entry.file.name, size: entry.file.size, phase: 'waiting' };
    });
    this.#put(peer, [...this.#of(peer), ...added]);
    await this.#readAfter(added.filter(({ phase }) => phase === 'waiting').map(({ id }) => this.#begin(id)));
  }

  /** Takes it back, whatever is being done with it. */
  remove(peer: BareJid, id: number): void {
    this.#put(
      peer,
      this.#of(peer).filter((entry) => entry.id !== id),
    );
    this.#forget(id);
  }

  async retry(id: number): Promise<void> {
    const source = this.#sources.get(id);
    if (source === undefined) return;
    this.#change(id, { phase: 'waiting', read: 0, problem: null });
    await this.#readAfter([this.#begin(id)]);
  }

  /**
   * Sends what is ready, in its order; the words go with the first. Stops at the first that does not go: `kept` when its writer was asked
   * and keeps it, `failed` when main could not take it. `withWords` says whether the words have left.
   */
  async send(
    peer: BareJid,
    text: string,
  ): Promise<{ readonly outcome: 'sent' | 'kept' | 'failed'; readonly withWords: boolean }> {
    await this.#reading;
    let words = text;
    let withWords = false;
    for (const { id, phase, name } of this.#of(peer)) {
      if (phase !== 'ready') continue;
      const outcome = await this.#sendOne(peer, { id, name }, words);
      if (outcome !== 'sent') return { outcome, withWords };
      words = '';
      withWords = true;
    }
    return { outcome: 'sent', withWords };
  }

  async #sendOne(
    peer: BareJid,
    { id, name }: Pick<Attachment, 'id' | 'name'>,
    text: string,
  ): Promise<'sent' | 'kept' | 'failed'> {
    const draft = this.#sources.get(id)?.draft ?? null;
    if (draft === null) return 'failed';
    this.#change(id, { phase: 'sending' });
    const reply = await this.#leaving.leave({ kind: 'file', peer, text, name }, (answer) =>
      this.#client.call('files.send', { draft, text, answer }),
    );
    if (reply.ok) {
      this.#sources.delete(id);
      this.remove(peer, id);
      await this.#conversations.showSent(reply.value);
      return 'sent';
    }
    if (reply.error === 'kept') {
      this.#change(id, { phase: 'ready' });
      return 'kept';
    }
    this.#change(id, { phase: 'failed', problem: problemOf(reply.error) });
    return 'failed';
  }

  async #begin(id: number): Promise<void> {
    const source = this.#sources.get(id);
    if (source === undefined) return;
    this.#forgetDraft(source);
    const { file, peer } = source;
    const reply = await this.#client.call('files.begin', {
      peer,
      name: file.name,
      size: file.size,
      mediaType: file.type,
    });
    if (!reply.ok) return this.#fail(id, problemOf(reply.error));
    source.draft = reply.value.draft;
    if (!this.#isShown(id)) this.#forget(id);
  }

  #readAfter(beginnings: readonly Promise<void>[]): Promise<unknown> {
    this.#reading = Promise.all([this.#reading, ...beginnings]).then(async () => {
      for (let id = this.#next(); id !== null; id = this.#next()) await this.#read(id);
    });
    return this.#reading;
  }

  /** The first that has a draft and waits. Those that went with the account are let go of. */
  #next(): number | null {
    for (const [id, { draft }] of this.#sources) {
      const shown = this.#shown(id);
      if (shown === undefined) this.#forget(id);
      else if (shown.phase === 'waiting' && draft !== null) return id;
    }
    return null;
  }

  async #read(id: number): Promise<void> {
    const source = this.#sources.get(id);
    const draft = source?.draft ?? null;
    if (source === undefined || draft === null) return;
    const { file } = source;
    this.#change(id, { phase: 'reading' });
    for (let at = 0; at < file.size; at += largestPiece) {
      const bytes = await pieceOf(file, at);
      if (!this.#isShown(id)) return this.#forget(id);
      if (source.draft !== draft) return;
      if (bytes === null) return this.#fail(id, 'unreadable');
      const reply = await this.#client.call('files.add', { draft, bytes });
      if (source.draft !== draft) return;
      if (!reply.ok) return this.#fail(id, problemOf(reply.error));
      this.#change(id, { read: at + bytes.byteLength });
    }
    this.#change(id, { phase: 'ready' });
  }

  #fail(id: number, problem: AttachmentProblem): void {
    const source = this.#sources.get(id);
    if (source !== undefined) this.#forgetDraft(source);
    this.#change(id, { phase: 'failed', problem });
  }

  #forget(id: number): void {
    const source = this.#sources.get(id);
    this.#sources.delete(id);
    if (source !== undefined) this.#forgetDraft(source);
  }

  #forgetDraft(source: Source): void {
    if (source.draft !== null) void this.#client.call('files.forget', { draft: source.draft });
    source.draft = null;
  }

  #of(peer: BareJid): readonly Attachment[] {
    return this.#store.state.attachments.get(peer) ?? [];
  }

  #shown(id: number): Attachment | undefined {
    const peer = this.#sources.get(id)?.peer;
    return peer === undefined ? undefined : this.#of(peer).find((entry) => entry.id === id);
  }

  #isShown(id: number): boolean {
    return this.#shown(id) !== undefined;
  }

  #change(id: number, change: Partial<Attachment>): void {
    const peer = this.#sources.get(id)?.peer;
    if (peer === undefined || !this.#isShown(id)) return;
    this.#put(
      peer,
      this.#of(peer).map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    );
  }

  #put(peer: BareJid, entries: readonly Attachment[]): void {
    this.#store.update((state) => ({
      ...state,
      attachments:
        entries.length === 0
          ? keyed(state.attachments, [], [peer])
          : keyed(state.attachments, [[peer, entries]]),
    }));
  }
}

/** Null when the bytes cannot be had: it is gone, changed, or may not be read. */
async function pieceOf(file: File, at: number): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.slice(at, at + largestPiece).arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function problemOf(error: string): AttachmentProblem {
  return error === 'too-large' || error === 'too-many' || error === 'no-space' ? error : 'failed';
}
