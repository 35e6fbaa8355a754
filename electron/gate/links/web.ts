import { parse } from 'tldts';
import type { Reason } from '../../../shared/model/verdict.ts';
import { imitationReason } from './imitated-domain.ts';
import type { ReadLink } from './read-link.ts';
import { type LinkScore, scoreLink } from './score/score-link.ts';
import { shorteners } from './shorteners.ts';
import { WellKnown } from './well-known.ts';

/** What is known of the web at large, for links that lead outside. Its tables are loaded with the first text (lazy-web.ts). */
export interface Web {
  /** Imitations of sites that everybody knows, and endings that pass for a file's. */
  readonly appearance: (link: ReadLink, url: URL) => readonly Reason[];
  readonly isShortened: (link: ReadLink, url: URL) => boolean;
  readonly score: (url: URL, host: string) => LinkScore;
}

export function createWeb(brandDomains: readonly string[], isCompany: (host: string) => boolean): Web {
  const wellKnown = new WellKnown(brandDomains, isCompany);
  return {
    appearance: (link, url) => [...imitations(link, url, wellKnown), ...fileEnding(link)],
    isShortened: ({ host }, url) => url.pathname.length > 1 && shorteners.has(host.replace(/^www\./, '')),
    score: (url, host) => (isScored(host, wellKnown) ? scoreLink(url, host) : unscored),
  };
}

const unscored: LinkScore = { score: 0, words: [], signs: [] };

/** Not the sites that everybody knows; and international names are judged by their letters, of which A-labels show nothing. */
function isScored(host: string, wellKnown: WellKnown): boolean {
  return !host.includes('xn--') && !wellKnown.isGenuine(host);
}

function imitations({ host, unicodeHost }: ReadLink, url: URL, wellKnown: WellKnown): readonly Reason[] {
  const imitation = wellKnown.imitated(unicodeHost);
  if (imitation !== null) return [imitationReason(host, imitation)];
  const name = wellKnown.carried(unicodeHost, url);
  return name === null ? [] : [{ code: 'link.uses-protected-name', level: 'warn', params: { host, name } }];
}

// Endings for names that are also those of files ("invoice.zip"): programs make links of file names, and deceivers register them.
const fileEndings = new Set(['zip', 'mov']);

function fileEnding({ host }: ReadLink): readonly Reason[] {
  const ending = parse(host).publicSuffix ?? '';
  return fileEndings.has(ending)
    ? [{ code: 'link.file-ending', level: 'warn', params: { host, ending } }]
    : [];
}
