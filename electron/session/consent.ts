import { createHash } from 'node:crypto';
import type { SessionOptions } from './session-options.ts';

/** Who is let in without being asked has agreed to what policy says now, and not to an earlier text. */
export function hasAgreed({
  requiredConsent,
  lastAccount,
}: Pick<SessionOptions, 'requiredConsent' | 'lastAccount'>): boolean {
  const text = requiredConsent();
  return text === null || lastAccount()?.consent === consentTo(text);
}

/** By which it is known again what was agreed to: SHA-256 in hexadecimal. */
export function consentTo(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
