import { describe, expect, it } from 'vitest';
import { bareJidSchema, parseBareJid } from '../../../shared/model/jid.ts';

/** Capitals that Unicode composes with a mark only when they are small, and some that it composes anyway. */
const written = [
  'J\u030Cnote',
  'H\u0331',
  'T\u0308',
  'W\u030A',
  'Y\u030A',
  'A\u030A',
  '\u0130',
  'ΑΣ',
  '\u212A',
];

describe('an address', () => {
  it.each(written)('is the same when it is read again: %s', (part) => {
    const address = parseBareJid(`${part}@${part}.example`);
    expect(address).not.toBeNull();
    expect(parseBareJid(address ?? '')).toBe(address);
    // Whoever wrote so would otherwise be in no list: what crosses the bridge and comes from the archive is checked by this.
    expect(bareJidSchema.safeParse(address).success).toBe(true);
  });
});
