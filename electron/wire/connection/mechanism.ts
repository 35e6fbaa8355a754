import { type ChannelBinding, chooseBinding } from './channel-binding.ts';
import type { LoginRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import {
  type LoginStrength,
  type ScramName,
  scramNames,
  strengthName,
  strongerThan,
} from './login-memory.ts';

/** What the server says it can do, before anything is proved. */
export interface Offer {
  readonly mechanisms: readonly string[];
  /** Types of channel binding (XEP-0440); null when it says nothing of them. */
  readonly bindings: readonly string[] | null;
}

export type Mechanism =
  | { readonly kind: 'external' }
  | { readonly kind: 'plain' }
  | { readonly kind: 'scram'; readonly name: ScramName; readonly binding: ChannelBinding | null };

export interface Choice {
  readonly offer: Offer;
  /** What the channel can be bound by. */
  readonly channel: readonly ChannelBinding[];
  readonly login: LoginRules;
  /** Logins that were possible before. */
  readonly remembered: readonly LoginStrength[];
}

/**
 * The strongest mechanism that both sides can do and policy allows: the certificate of policy, SCRAM bound to the channel, SCRAM, and
 * the password itself only where policy says so. One that is weaker than what was possible before is refused (T5). Throws
 * ConnectionFailed; nothing of a login has been sent then.
 */
export function chooseMechanism({ offer, channel, login, remembered }: Choice): Mechanism {
  const offered = offer.mechanisms.join(', ');
  const hasCertificate = login.clientCertificate !== null;
  const mechanism = strongestOf(offer, channel, login);
  // A certificate that policy no longer names is not missed.
  const before = remembered.filter(({ kind }) => kind !== 'certificate' || hasCertificate);
  const stronger = strongerThan(mechanism === null ? null : strengthOf(mechanism), before);
  if (stronger !== null) {
    throw new ConnectionFailed('login-weaker-than-before', { remembered: strengthName(stronger), offered });
  }
  if (mechanism === null) throw new ConnectionFailed('no-acceptable-login', { offered });
  return mechanism;
}

/** What is remembered of a login by it; null: nothing, as the server has proved nothing. */
export function strengthOf(mechanism: Mechanism): LoginStrength | null {
  if (mechanism.kind === 'plain') return null;
  if (mechanism.kind === 'external') return { kind: 'certificate' };
  return { kind: 'scram', name: mechanism.name, isBound: mechanism.binding !== null };
}

function strongestOf(offer: Offer, channel: readonly ChannelBinding[], login: LoginRules): Mechanism | null {
  const isOffered = (name: string) => offer.mechanisms.includes(name);
  if (login.clientCertificate !== null && isOffered('EXTERNAL')) return { kind: 'external' };
  const strongestFirst = scramNames.toReversed();
  const bound = strongestFirst.find((name) => isOffered(`${name}-PLUS`));
  if (bound !== undefined) {
    const binding = chooseBinding(channel, offer.bindings);
    if (binding !== null) return { kind: 'scram', name: bound, binding };
    // A server that can be bound to announces tls-server-end-point at least, or somebody else wrote its list (XEP-0440 section 5).
    if (channel.length > 0) return null;
  }
  const unbound = strongestFirst.find(isOffered);
  if (unbound !== undefined) return { kind: 'scram', name: unbound, binding: null };
  const mayShowPassword = login.allowPlain && login.clientCertificate === null;
  return mayShowPassword && isOffered('PLAIN') ? { kind: 'plain' } : null;
}
