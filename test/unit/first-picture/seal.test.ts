import { describe, expect, it } from 'vitest';
import { seal, unseal } from '../../../electron/first-picture/seal.ts';
import { binding, key } from './sights.ts';

const text = 'The merger is signed on Friday.';

describe('a sealed picture', () => {
  it('opens with the key and the binding it was sealed with, and shows nothing of itself', () => {
    const sealed = seal(text, key, binding);
    expect(unseal(sealed, key, binding)).toBe(text);
    expect(sealed.includes('merger')).toBe(false);
    expect(sealed.includes(binding.account)).toBe(false);
  });

  it('is another each time, under another key', () => {
    const [one, other] = [seal(text, key, binding), seal(text, key, binding)];
    expect(one.equals(other)).toBe(false);
    expect(unseal(Buffer.concat([one.subarray(0, 32), other.subarray(32)]), key, binding)).toBeNull();
  });

  it.each([
    ['another account', { ...binding, account: 'bea@corp.test' }],
    ['another version', { ...binding, version: '1.0.1' }],
    ['another page', { ...binding, page: 'b'.repeat(64) }],
  ])('does not open for %s', (_whose, other) => {
    expect(unseal(seal(text, key, binding), key, other)).toBeNull();
  });

  it('does not open with another key', () => {
    expect(unseal(seal(text, key, binding), new Uint8Array(32).fill(8), binding)).toBeNull();
  });

  it('does not open when one bit of it is another, wherever', () => {
    const sealed = seal(text, key, binding);
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(unseal(changed, key, binding)).toBeNull();
    }
  });

  it('does not open when it was cut off, anywhere', () => {
    const sealed = seal(text, key, binding);
    for (let length = 0; length < sealed.length; length++)
      expect(unseal(sealed.subarray(0, length), key, binding)).toBeNull();
  });
});
