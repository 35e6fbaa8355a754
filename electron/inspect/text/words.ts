import { OverLimit } from '../budget.ts';

/** As many as a thick book has a few times over. */
export const mostCharacters = 8 * 1024 * 1024;

/** What was read so far. */
export class Words {
  readonly #pieces: string[] = [];
  #left = mostCharacters;

  /** Text that belongs together. Throws `OverLimit`. */
  add(text: string): void {
    const piece = text.trim();
    if (piece === '') return;
    this.#left -= piece.length + 1;
    if (this.#left < 0) throw new OverLimit('bytes');
    this.#pieces.push(piece);
  }

  all(): string {
    return this.#pieces.join('\n');
  }
}
