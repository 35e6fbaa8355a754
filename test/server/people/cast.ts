import { randomBytes } from 'node:crypto';

export interface Member {
  readonly jid: string;
  readonly name: string;
  /** The shared roster group the company's server puts them in; null outside the company. */
  readonly group: string | null;
  readonly password: string;
}

/** Who is on stage in the demo and in the end-to-end tests. Passwords are new every time. */
export interface Cast extends Readonly<Record<string, Member>> {
  /** The employee in front of Gatehouse. */
  readonly anna: Member;
  readonly bea: Member;
  readonly jonas: Member;
  readonly desk: Member;
  /** At a partner the company knows. */
  readonly lena: Member;
  /** Says to be the help desk, from a domain nobody knows. */
  readonly impostor: Member;
}

export const COMPANY = { name: 'Corp', domain: 'corp.test' } as const;
export const PARTNER = { name: 'Partner Ltd', domain: 'partner.test' } as const;
export const STRANGE_DOMAIN = 'it-service.test';

export function newCast(): Cast {
  return {
    anna: member('anna@corp.test', 'Anna Keller', 'Finance'),
    bea: member('bea@corp.test', 'Bea Lindqvist', 'Finance'),
    jonas: member('jonas@corp.test', 'Jonas Schmid', 'Operations'),
    desk: member('security@corp.test', 'Security desk', 'Security'),
    lena: member('lena@partner.test', 'Lena Park', null),
    impostor: member('it-helpdesk@it-service.test', 'IT Helpdesk', null),
  };
}

/** Shared roster groups: everyone of the company has the others on the roster, under their department. */
export function departments(cast: Cast): Record<string, { jid: string; name: string }[]> {
  const groups: Record<string, { jid: string; name: string }[]> = {};
  for (const { jid, name, group } of Object.values(cast)) {
    if (group === null) continue;
    groups[`+${group}`] ??= [];
    groups[`+${group}`]?.push({ jid, name });
  }
  return groups;
}

function member(jid: string, name: string, group: string | null): Member {
  return { jid, name, group, password: randomBytes(9).toString('base64url') };
}
