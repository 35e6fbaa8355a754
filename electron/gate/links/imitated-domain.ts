import type { Reason } from '../../../shared/model/verdict.ts';
import { isAscii, scriptOf } from '../characters/scripts.ts';
import { bareSkeleton, skeleton } from '../characters/skeleton.ts';
import { type KnownDomains, type Registered, registered } from './known-domains.ts';

export interface Imitation {
  readonly imitates: string;
  /** `same-look`: an eye cannot tell them apart. `close`: one mistake, accents, another ending. */
  readonly kind: 'same-look' | 'close';
  /** The first character that is not what it seems; empty when none stands out. */
  readonly character: string;
  readonly script: string;
}

/** The company's or a partner's domain that this host passes itself off as; null for the genuine ones and for all others. */
export function imitatedDomain(host: string, unicodeHost: string, known: KnownDomains): Imitation | null {
  if (known.isGenuine(host)) return null;
  const parts = registered(unicodeHost);
  const same = [parts.domain, parts.domain.replaceAll('œ', 'ce'), unicodeHost]
    .map((seen) => known.byLook.get(skeleton(seen)))
    .find((domain) => domain !== undefined);
  if (same !== undefined) return imitation('same-look', same, parts.domain);
  const close = closeDomain(parts, known);
  return close === null ? null : imitation('close', close, parts.domain);
}

function closeDomain(parts: Registered, known: KnownDomains): string | null {
  const look = bareSkeleton(parts.label);
  return (
    known.byBareLook.get(bareSkeleton(parts.domain)) ??
    // The same name under another ending: corp.example for corp.test.
    known.byLabel.get(look) ??
    // The dot made part of the name: corp-test.example, corptest.example.
    known.byRunTogether.get(look) ??
    known.nearLabels.find(look) ??
    known.bitsAway.get(parts.domain) ??
    null
  );
}

function imitation(kind: Imitation['kind'], imitates: string, domain: string): Imitation {
  const odd = [...domain].find((character) => !isAscii(character) && !imitates.includes(character)) ?? '';
  return { kind, imitates, character: odd, script: odd === '' ? '' : scriptOf(odd) };
}

/** A look-alike is deterministic and blocks; a near miss may be an honest name and warns. */
export function imitationReason(host: string, found: Imitation): Reason {
  const { imitates, character, script } = found;
  return {
    code: 'link.imitates-domain',
    level: found.kind === 'same-look' ? 'block' : 'warn',
    params: { host, imitates, character, script },
  };
}
