import type { BareJid } from '../../shared/model/jid.ts';
import type { Place } from '../../shared/model/person.ts';
import { type Reason, verdictOf } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import { askAll, type Check } from './check.ts';
import type { PersonJudgement } from './gate.ts';
import type { KnownDomains } from './links/known-domains.ts';
import { asciiAddress, asciiDomain } from './trust/ascii-address.ts';
import type { Federation } from './trust/federation.ts';
import { hiddenInName, imitatedAddress, imitatedNames } from './trust/imitation.ts';
import type { KnownNames } from './trust/known-names.ts';

export interface PersonKnowledge {
  readonly policy: Policy;
  readonly domains: KnownDomains;
  readonly names: KnownNames;
  readonly federation: Federation;
}

interface Claim {
  readonly jid: BareJid;
  readonly name: string;
  readonly place: Place;
}

/** Who this is, where he belongs, and whose name or address he borrows. */
export function judgePerson(jid: BareJid, name: string, knowledge: PersonKnowledge): PersonJudgement {
  const { place, company } = knowledge.federation.placeOf(jid);
  const checks: readonly Check<Claim>[] = [
    { name: 'place', ask: placeReason },
    { name: 'name-characters', ask: (claim) => hiddenInName(claim.name) },
    {
      name: 'imitation',
      ask: (claim) =>
        claim.place === 'inside' || isHelpDesk(claim.jid, knowledge) ? [] : imitation(claim, knowledge),
    },
  ];
  const reasons = askAll(checks, { jid, name, place });
  return {
    place,
    company,
    address: asciiAddress(jid),
    forbidden: knowledge.federation.forbids(jid),
    isStranger: knowledge.federation.isStranger(jid),
    verdict: verdictOf(reasons),
  };
}

/** The company's own, also where a service provider runs it. */
export function isHelpDesk(jid: BareJid, { policy }: Pick<PersonKnowledge, 'policy'>): boolean {
  return policy.impersonation.helpDeskJids.includes(jid);
}

function imitation({ jid, name }: Claim, { policy, names, domains }: PersonKnowledge): readonly Reason[] {
  const level = policy.impersonation.similarNameAction;
  return [...imitatedNames(jid, name, names, level), ...imitatedAddress(jid, domains, level)];
}

function placeReason({ jid, place }: Claim): readonly Reason[] {
  const params = { domain: asciiDomain(jid) };
  if (place === 'inside') return [];
  return [{ code: place === 'outside' ? 'person.outside' : 'person.unknown', level: 'notice', params }];
}
