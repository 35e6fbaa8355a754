/** Bytes that are not what they have to be: held, never clean. `part` is ours ("directory"), never a piece of the file. */
export class Unreadable extends Error {
  readonly part: string;

  constructor(part: string) {
    super(`unreadable: ${part}`);
    this.name = 'Unreadable';
    this.part = part;
  }
}
