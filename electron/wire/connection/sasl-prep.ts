import { saslprep } from '@mongodb-js/saslprep';

/**
 * A user name or password as SCRAM hashes it: SASLprep (RFC 4013), which RFC 5802 section 2.2 names and servers apply when they store
 * it. RFC 8265, its successor, leaves other characters over (it folds case and does not compose compatibility forms): whoever used it
 * here would compute keys that no server has. Null when it holds what no password may, or nothing at all.
 * Characters newer than Unicode 3.2 pass, as in any "query" string (RFC 3454 section 7).
 */
export function saslPrep(text: string): string | null {
  try {
    return saslprep(text, { allowUnassigned: true }) || null;
  } catch (error) {
    // How the library says no. To what becomes nothing at all it says so by way of a TypeError.
    if (error instanceof Error) return null;
    throw error;
  }
}
