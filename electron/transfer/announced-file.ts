import { domainToASCII } from 'node:url';
import { allow, type Reason, verdictOf } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { FileOffer } from '../wire/file-sharing.ts';
import { safeFileName } from './safe-file-name.ts';

interface Announcement {
  readonly direction: 'in' | 'out';
  /** Null: one of us. */
  readonly outsideDomain: string | null;
}

/** Longest name that is kept as it was written, in UTF-16 code units; what is behind it is no name. */
const longestWritten = 1024;

/** The file as it is stored with its message. One that policy lets nobody fetch is held without ever coming here. */
export function announcedFile(
  { url, name: written, size, mediaType, sha256 }: FileOffer,
  { direction, outsideDomain }: Announcement,
  policy: Pick<Policy, 'federation'>,
): StoredFile {
  const name = (written ?? nameIn(url)).slice(0, longestWritten);
  const isRefused = outsideDomain !== null && policy.federation.externalFiles === 'block';
  return {
    shown: {
      name: safeFileName(name),
      size,
      type: null,
      state: direction === 'out' ? 'shared' : isRefused ? 'held' : 'offered',
      failure: null,
      verdict: isRefused ? verdictOf([fromOutside(outsideDomain, 'block')]) : allow,
      preview: null,
      host: hostOf(url),
      sha256: null,
      expiresAt: null,
      release: 'not-possible',
    },
    url,
    announced: { name, size, mediaType, sha256 },
    sealed: null,
    releaseCode: null,
  };
}

export function fromOutside(domain: string, level: Reason['level']): Reason {
  return { code: 'file.from-outside', level, params: { domain: domainToASCII(domain) || domain, where: '' } };
}

/** Where nobody gave it one: the last part of its address. */
function nameIn(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '';
  try {
    return decodeURIComponent(last);
  } catch (error) {
    if (error instanceof URIError) return last;
    throw error;
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.slice(0, 253) : '';
}
