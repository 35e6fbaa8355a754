import { shell } from 'electron';
import { type UrlRefusal, urlRefusal } from './external-url.ts';

export type OpenOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: UrlRefusal | 'failed' };

/**
 * The only way out to another program (checklist item 15). Takes the URL exactly as it was shown; gives it to the system
 * unchanged or not at all.
 */
export async function openExternal(shown: string): Promise<OpenOutcome> {
  const refusal = urlRefusal(shown);
  if (refusal !== null) return { ok: false, error: refusal };
  try {
    await shell.openExternal(shown);
    return { ok: true };
  } catch {
    // The system has no program for it; what it says about that names paths and is of no use to anyone.
    return { ok: false, error: 'failed' };
  }
}
