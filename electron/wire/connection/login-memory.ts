import type { BareJid } from '../../../shared/model/jid.ts';

export const scramNames = ['SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
export type ScramName = (typeof scramNames)[number];

/** How strong a login was in which both sides proved who they are. The password itself (PLAIN) proves nothing of the server. */
export type LoginStrength =
  | { readonly kind: 'certificate' }
  | { readonly kind: 'scram'; readonly name: ScramName; readonly isBound: boolean };

/** The strongest login of each account so far: who could do it once can do it again, or is somebody else (T5). */
export interface LoginMemory {
  strongest(account: BareJid): readonly LoginStrength[];
  remember(account: BareJid, strength: LoginStrength): void;
}

/** Remembers nothing, for where nothing may be kept. */
export const noLoginMemory: LoginMemory = { strongest: () => [], remember: () => {} };

/** The first of what is remembered that `now` is weaker than; null `now`: the password itself. */
export function strongerThan(
  now: LoginStrength | null,
  remembered: readonly LoginStrength[],
): LoginStrength | null {
  return remembered.find((before) => isWeaker(now, before)) ?? null;
}

export function strengthName(strength: LoginStrength | null): string {
  if (strength === null) return 'PLAIN';
  if (strength.kind === 'certificate') return 'EXTERNAL';
  return strength.isBound ? `${strength.name}-PLUS` : strength.name;
}

function isWeaker(now: LoginStrength | null, before: LoginStrength): boolean {
  if (now === null) return true;
  if (now.kind === 'certificate') return false;
  if (before.kind === 'certificate') return true;
  const isSmallerHash = scramNames.indexOf(now.name) < scramNames.indexOf(before.name);
  return isSmallerHash || (before.isBound && !now.isBound);
}
