import type { Finding } from './inspector.ts';

/** Found so far, before something ended the search. */
export class Incomplete extends Error {
  readonly found: readonly Finding[];

  constructor(found: readonly Finding[], cause: unknown) {
    super('incomplete', { cause });
    this.name = 'Incomplete';
    this.found = found;
  }
}
