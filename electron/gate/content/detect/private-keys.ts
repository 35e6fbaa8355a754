import type { Match } from '../../../../shared/model/confidential.ts';
import { matchOf } from './match.ts';

/** RFC 7468, OpenSSH, OpenPGP (RFC 9580 section 6.2), PuTTY, age, and an ASN.1 key in base64 whose armour was cut off. */
const kinds: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['private-key', /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g],
  ['putty-private-key', /PuTTY-User-Key-File-[23]: /g],
  ['age-secret-key', /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}/g],
  ['jwk-private-key', /"d" ?: ?"[A-Za-z0-9_-]{42,600}"/g],
  [
    'private-key',
    /(?:b3BlbnNzaC1rZXktdjE|LS0tLS1CRUdJTiB[A-Za-z0-9+/]{2,60}UFJJVkFURSBLRVkt)[A-Za-z0-9+/=]{0,40}/g,
  ],
];

const armour = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
/** A key of 16,384 bits in PEM is shorter. */
const longestKey = 16_000;

export function privateKeys(text: string): readonly Match[] {
  const ends = [...text.matchAll(armour)].map((end) => end.index + end[0].length);
  const matches: Match[] = [];
  let next = 0;
  for (const [kind, shape] of kinds) {
    let covered = 0;
    next = 0;
    for (const begin of text.matchAll(shape)) {
      const start = begin.index;
      if (start < covered) continue;
      const head = start + begin[0].length;
      while (next < ends.length && (ends[next] ?? 0) <= head) next += 1;
      const end = ends[next];
      covered = kind === 'private-key' && end !== undefined && end - start <= longestKey ? end : head;
      // The line alone is what documentation shows; with something after it, it is taken for the key.
      const confidence = /^[\s\\nr]*[A-Za-z0-9+/=-]{8}/.test(text.slice(head, head + 40)) ? 'high' : 'medium';
      matches.push(matchOf(text, { detector: 'private-key', kind, start, end: covered, confidence }));
    }
  }
  return matches;
}
