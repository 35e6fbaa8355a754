import { domainToUnicode } from 'node:url';
import { type BareJid, localOf } from '../../../shared/model/jid.ts';
import type { Reason, VerdictLevel } from '../../../shared/model/verdict.ts';
import { hiddenInText } from '../characters/hidden-characters.ts';
import { mixesScripts, scriptsOf } from '../characters/scripts.ts';
import type { KnownName } from '../gate.ts';
import { imitatedDomain } from '../links/imitated-domain.ts';
import type { KnownDomains } from '../links/known-domains.ts';
import { asciiAddress, asciiDomain } from './ascii-address.ts';
import type { KnownNames } from './known-names.ts';

/** Names the person may not borrow: a colleague's, a protected one. Not asked about people inside: they have a right to their names. */
export function imitatedNames(
  jid: BareJid,
  claimedName: string,
  known: KnownNames,
  level: VerdictLevel,
): readonly Reason[] {
  const local = localOf(jid) ?? '';
  const names = [claimedName, local].filter((name) => name !== '');
  const reasons: Reason[] = [];
  // Of an address only a full name counts: half the world is an anna@.
  const fullNames = names.filter(
    (name) => name !== local || /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u.test(name),
  );
  for (const name of fullNames) {
    const colleague = known.person(name, jid);
    if (colleague === null) continue;
    reasons.push(imitatesColleague(name, colleague, level));
    break;
  }
  const twin = known.address(jid);
  if (twin !== null) {
    const real = { jid: twin, name: asciiAddress(twin) };
    reasons.push(imitatesColleague(asciiAddress(jid), real, level));
  }
  for (const name of names) {
    const imitates = known.protectedName(name);
    if (imitates === null) continue;
    reasons.push({
      code: 'person.imitates-protected-name',
      level,
      params: { name: name.slice(0, 200), imitates },
    });
    break;
  }
  return reasons;
}

function imitatesColleague(name: string, real: KnownName, level: VerdictLevel): Reason {
  const imitates = real.name.slice(0, 200);
  const params = { name: name.slice(0, 200), imitates, address: asciiAddress(real.jid) };
  return { code: 'person.imitates-colleague', level, params };
}

/** An address that reads as one of the company's or a partner's, or whose letters are not of one script (RFC 7622 section 9.3). */
export function imitatedAddress(jid: BareJid, known: KnownDomains, level: VerdictLevel): readonly Reason[] {
  const address = asciiAddress(jid);
  const domain = asciiDomain(jid);
  const unicodeDomain = domainToUnicode(domain) || domain;
  const reasons: Reason[] = [];
  const imitated = imitatedDomain(domain, unicodeDomain, known);
  if (imitated !== null) {
    const params = { address, imitates: imitated.imitates };
    reasons.push({ code: 'person.imitates-domain', level, params });
  }
  const mixed = [localOf(jid) ?? '', ...unicodeDomain.split('.')].filter(mixesScripts);
  if (mixed.length > 0) {
    const scripts = scriptsOf(mixed.join('')).join(', ');
    reasons.push({ code: 'person.mixed-scripts', level, params: { address, scripts } });
  }
  return reasons;
}

/** XEP-0045 section 13.5 and XEP-0172 section 5: a space, joiner or override more makes another's name. */
export function hiddenInName(claimedName: string): readonly Reason[] {
  const characters = hiddenInText(claimedName);
  if (characters.length === 0) return [];
  return [{ code: 'person.hidden-characters', level: 'warn', params: { characters: characters.join(' ') } }];
}
