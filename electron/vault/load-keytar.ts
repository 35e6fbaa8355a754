import { createRequire } from 'node:module';
import type { Keychain } from './keychain-vault.ts';

/**
 * keytar, loaded when it is first needed and not with the program: without libsecret its binary cannot be loaded, and that must
 * mean "no keychain", not a crash at start.
 * @throws Error
 */
export function loadKeytar(): Keychain {
  // Not import(): the module is CommonJS, and only one of its functions is recognised as an export.
  const keytar: typeof import('keytar') = createRequire(import.meta.url)('keytar');
  return keytar;
}
