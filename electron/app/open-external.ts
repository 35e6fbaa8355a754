import type { Shell } from 'electron';

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** RFC 6068 section 7: a client acts on harmless header fields only. `attach` made several send files of the sender's choice. */
const mailFields: ReadonlySet<string> = new Set(['to', 'cc', 'bcc', 'subject', 'body', 'in-reply-to']);
const longest = 8192;

export type OpenRefusal = 'not-exact' | 'scheme' | 'userinfo' | 'mail-field' | 'too-long' | 'failed';
export type OpenOutcome = { readonly ok: true } | { readonly ok: false; readonly error: OpenRefusal };

/**
 * The only way out to another program (checklist item 15). Takes the URL exactly as it was shown; gives it to the system
 * unchanged or not at all.
 */
export class ExternalOpener {
  readonly #shell: Pick<Shell, 'openExternal'>;

  constructor(shell: Pick<Shell, 'openExternal'>) {
    this.#shell = shell;
  }

  async open(shown: string): Promise<OpenOutcome> {
    const refusal = refusalOf(shown);
    if (refusal !== null) return { ok: false, error: refusal };
    try {
      await this.#shell.openExternal(shown);
      return { ok: true };
    } catch {
      // The system has no program for it; what it says about that names paths and is of no use to anyone.
      return { ok: false, error: 'failed' };
    }
  }
}

/** Why a URL does not leave; null when it may. */
export function refusalOf(shown: string): OpenRefusal | null {
  if (shown.length > longest) return 'too-long';
  // A parsed URL is printable ASCII throughout. So spaces, tabs, controls, bidi marks, look-alike letters, backslashes and
  // capitals in scheme or host all show as a difference between what was written and what it parses to.
  if (!/^[\x21-\x7e]+$/.test(shown) || !URL.canParse(shown)) return 'not-exact';
  const url = new URL(shown);
  if (url.href !== shown) return 'not-exact';
  if (!schemes.has(url.protocol)) return 'scheme';
  if (url.username !== '' || url.password !== '') return 'userinfo';
  if (url.protocol === 'mailto:') return mailRefusal(url);
  return null;
}

function mailRefusal(url: URL): OpenRefusal | null {
  const fields = [...url.searchParams.keys()].map((field) => field.toLowerCase());
  return fields.every((field) => mailFields.has(field)) ? null : 'mail-field';
}
