import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import type { FirstPicture, FirstSight } from '../../shared/ipc/first-picture.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { PolicyLook } from '../policy/policy-in-force.ts';
import { Turns } from '../turns.ts';
import { contradicts } from './first-sight.ts';
import type { KeptPicture } from './kept-picture.ts';
import { largestPicture, type PictureFile } from './picture-file.ts';
import { type Binding, seal } from './seal.ts';

export interface PictureKeeperOptions {
  readonly file: Pick<PictureFile, 'write' | 'remove'>;
  /** What is in the file; null when nothing is that may be shown. */
  readonly found: KeptPicture | null;
  /** What the next start will show; null when it will ask who is there. */
  readonly see: () => Promise<FirstSight | null>;
  readonly draw: (sight: FirstSight) => Promise<FirstPicture>;
  readonly bindingOf: (account: BareJid) => Binding;
  readonly policy: () => Promise<PolicyLook | null>;
  /** Runs it after so many milliseconds unless the returned function is called before. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** Nothing has changed for so long before a picture is drawn, in milliseconds. */
const rest = 1000;
/** Longest that a quit waits for the last one, in milliseconds. */
const patience = 2000;

/**
 * Keeps the picture that the next start begins with. What no longer is so is removed at once; another is drawn when nothing has changed for
 * a while, and at the end.
 */
export class PictureKeeper {
  readonly #options: PictureKeeperOptions;
  readonly #turns: Turns;
  #key: { readonly account: BareJid; readonly key: Uint8Array } | null = null;
  /** What the file shows; null when there is none. */
  #kept: FirstSight | null = null;
  /** Counts what was told. */
  #told = 0;
  #callOff: (() => void) | null = null;
  #hasBegun = false;
  #isOver = false;

  constructor(options: PictureKeeperOptions) {
    this.#options = options;
    this.#turns = new Turns((error) => {
      this.#remove();
      options.onFailure(error);
    });
  }

  archiveOpened(account: BareJid, key: Uint8Array | null): void {
    this.#key = key === null ? null : { account, key };
  }

  /** Looks whether what was found shows what is stored. Until then nothing can have changed: nobody is connected, and nobody could act. */
  begin(): Promise<void> {
    this.#hasBegun = true;
    this.#turns.later(async () => {
      const { found, see } = this.#options;
      const told = this.#told;
      const sight = found === null ? null : await see();
      if (sight !== null && told === this.#told && digestOf(sight) === found?.digest) this.#kept = sight;
      else this.#discard();
    });
    return this.#turns.idle();
  }

  /** What the window is told. */
  told<N extends EventName>(name: N, payload: EventPayload<N>): void {
    if (this.#isOver || !seenIn.has(name)) return;
    this.#told++;
    if (this.#kept !== null && contradicts(this.#kept, name, payload)) this.#remove();
    this.#keepSoon();
  }

  policyChanged(): void {
    if (this.#isOver) return;
    this.#told++;
    this.#discard();
  }

  /** Draws what is not drawn yet. From then on nothing is removed: that an account is closed is no sign-out any more. */
  async close(): Promise<void> {
    this.#isOver = true;
    if (!this.#hasBegun) return;
    this.#keep();
    const isLate = Promise.withResolvers<void>();
    const callOff = this.#options.after(patience, isLate.resolve);
    await Promise.race([this.#turns.idle(), isLate.promise]);
    callOff();
  }

  #discard(): void {
    this.#remove();
    this.#keepSoon();
  }

  #remove(): void {
    this.#kept = null;
    try {
      this.#options.file.remove();
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  #keepSoon(): void {
    if (!this.#hasBegun) return;
    this.#callOff?.();
    this.#callOff = this.#options.after(rest, () => this.#keep());
  }

  #keep(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#turns.later(() => this.#draw());
  }

  async #draw(): Promise<void> {
    const { see, draw, policy, bindingOf, file, now } = this.#options;
    const told = this.#told;
    const sight = await see();
    if (sight !== null && isDeepStrictEqual(sight, this.#kept)) return;
    const [key, look] = [this.#key, await policy()];
    if (sight === null || key === null || look === null || sight.session.account !== key.account) {
      this.#remove();
      return;
    }
    const kept: KeptPicture = {
      picture: await draw(sight),
      digest: digestOf(sight),
      drawnAt: now(),
      policy: look,
    };
    // Told of something meanwhile: that will be drawn.
    if (told !== this.#told) return;
    const sealed = seal(JSON.stringify(kept), key.key, bindingOf(key.account));
    if (sealed.length > largestPicture) {
      this.#remove();
      return;
    }
    file.write(sealed);
    this.#kept = sight;
  }
}

const seenIn: ReadonlySet<EventName> = new Set([
  'session.changed',
  'settings.changed',
  'people.changed',
  'conversations.changed',
  'requests.changed',
]);

function digestOf(sight: FirstSight): string {
  return createHash('sha256').update(JSON.stringify(sight)).digest('hex');
}
