import { createHash } from 'node:crypto';
import type { FirstLook } from '../settings/first-look.ts';
import { findPicture } from './find-picture.ts';
import type { KeptPicture } from './kept-picture.ts';
import { pageWithPicture } from './page-with-picture.ts';
import type { PictureFile } from './picture-file.ts';
import type { Binding } from './seal.ts';

interface OpeningPictureParts {
  readonly file: PictureFile;
  readonly look: Pick<FirstLook, 'remembered' | 'theme'>;
  /** The archive's, as the keychain gives it ahead. */
  readonly keyOf: (account: string) => Promise<Uint8Array | null>;
  /** The page that the picture goes into. */
  readonly page: string;
  readonly version: string;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** The picture that was kept, on its way into the page: nobody waits for it. */
export class OpeningPicture {
  /** Null when there is none that may be shown. */
  readonly found: Promise<KeptPicture | null>;
  readonly #parts: OpeningPictureParts;
  readonly #page: string;
  #next: KeptPicture | null = null;

  constructor(parts: OpeningPictureParts) {
    this.#parts = parts;
    this.#page = createHash('sha256').update(parts.page).digest('hex');
    this.found = this.#find();
  }

  /** Found, and not shown yet. */
  get isThere(): boolean {
    return this.#next !== null;
  }

  bindingOf(account: string): Binding {
    return { account, version: this.#parts.version, page: this.#page };
  }

  /** The page with the picture, once: a page that is loaded again begins empty, since by then it would be an old one. */
  takePage(): string | null {
    const kept = this.#next;
    this.#next = null;
    const { page, look, now } = this.#parts;
    return kept === null ? null : pageWithPicture(page, kept.picture, { now: now(), theme: look.theme });
  }

  async #find(): Promise<KeptPicture | null> {
    const { file, look, keyOf, now, onFailure } = this.#parts;
    const { remembered } = look;
    try {
      if (remembered === null) {
        file.remove();
        return null;
      }
      const binding = this.bindingOf(remembered);
      this.#next = await findPicture({ file, key: keyOf(remembered), binding, now });
    } catch (error) {
      onFailure(error);
    }
    return this.#next;
  }
}
