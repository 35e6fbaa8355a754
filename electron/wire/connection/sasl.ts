import { localOf } from '../../../shared/model/jid.ts';
import type { ChannelBinding } from './channel-binding.ts';
import type { ConnectionOptions } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import type { Element } from './element.ts';
import type { LoginMemory, ScramName } from './login-memory.ts';
import { chooseMechanism, type Mechanism, type Offer, strengthOf } from './mechanism.ts';
import { profileFor, type SaslProfile } from './sasl-profile.ts';
import { ScramClient, type ScramHash } from './scram.ts';

/** What a login needs of the stream. */
export interface SaslStream {
  /** What it can be bound by. */
  readonly channel: readonly ChannelBinding[];
  send(element: Element): boolean;
  read(): Promise<Element>;
}

export interface Credentials extends Pick<ConnectionOptions, 'account' | 'password' | 'login'> {
  readonly memory: LoginMemory;
}

export interface Authenticated {
  /** As the server calls the mechanism. */
  readonly mechanism: string;
  /** The server's last word, with what it did of `requests`; null where it takes none, and the stream has to begin anew. */
  readonly success: Element | null;
}

/**
 * Logs in with the strongest mechanism that both sides allow (RFC 6120 section 6, XEP-0388 where the server has it). The server has then
 * proved that it knows the account, unless policy allowed PLAIN and it offered nothing better. `requests` go along where that is
 * possible, and are answered for only by a server that did. Rejects with ConnectionFailed.
 */
export async function authenticate(
  stream: SaslStream,
  features: Element,
  credentials: Credentials,
  requests: readonly Element[],
): Promise<Authenticated> {
  const { profile, offer } = profileFor(stream, features, requests);
  const { account, login, memory } = credentials;
  const remembered = memory.strongest(account);
  const mechanism = chooseMechanism({ offer, channel: stream.channel, login, remembered });
  // Who came without a password came by the certificate, and there is nothing else to prove anything with.
  if (mechanism.kind !== 'external' && login.clientCertificate !== null && credentials.password() === '')
    throw new ConnectionFailed('certificate-not-taken', { offered: offer.mechanisms.join(', ') });
  const success = await logInWith(mechanism, profile, offer, credentials, stream.channel);
  const strength = strengthOf(mechanism);
  if (strength !== null) memory.remember(account, strength);
  return { mechanism: nameOf(mechanism), success: profile.takesRequests ? success : null };
}

function nameOf(mechanism: Mechanism): string {
  if (mechanism.kind === 'external') return 'EXTERNAL';
  if (mechanism.kind === 'plain') return 'PLAIN';
  return mechanism.binding === null ? mechanism.name : `${mechanism.name}-PLUS`;
}

function logInWith(
  mechanism: Mechanism,
  profile: SaslProfile,
  offer: Offer,
  { account, password }: Credentials,
  channel: readonly ChannelBinding[],
): Promise<Element> {
  const username = localOf(account) ?? '';
  switch (mechanism.kind) {
    // Who we are stands in the certificate; which of that we want to be, here (XEP-0178 section 2).
    case 'external':
      return logInAtOnce(profile, 'EXTERNAL', account);
    case 'plain':
      return logInAtOnce(profile, 'PLAIN', `\0${username}\0${password()}`);
    case 'scram': {
      const { binding } = mechanism;
      const scram = new ScramClient({
        hash: scramHashes[mechanism.name],
        username,
        password: password(),
        binding: binding === null ? { flag: channel.length > 0 ? 'y' : 'n' } : { flag: 'p', ...binding },
        offer,
      });
      return logInWithScram(profile, nameOf(mechanism), scram);
    }
  }
}

const scramHashes: Readonly<Record<ScramName, ScramHash>> = {
  'SCRAM-SHA-1': 'sha1',
  'SCRAM-SHA-256': 'sha256',
  'SCRAM-SHA-512': 'sha512',
};

async function logInWithScram(profile: SaslProfile, mechanism: string, scram: ScramClient): Promise<Element> {
  profile.start(mechanism, scram.first());
  const challenge = await profile.read();
  if (challenge.kind === 'success')
    throw new ConnectionFailed('server-not-genuine', { rule: 'scram.early-success' });
  profile.respond(await scram.respond(challenge.text));

  const final = await profile.read();
  scram.verify(final.text);
  if (final.kind === 'success') return final.element;
  // The server's proof may come as a challenge of its own, to be answered with nothing (RFC 6120 section 6.3.10).
  profile.respond(null);
  const success = await profile.read();
  if (success.kind !== 'success')
    throw new ConnectionFailed('server-not-genuine', { rule: 'scram.second-challenge' });
  return success.element;
}

async function logInAtOnce(profile: SaslProfile, mechanism: string, message: string): Promise<Element> {
  profile.start(mechanism, message);
  const answer = await profile.read();
  if (answer.kind !== 'success')
    throw new ConnectionFailed('server-error', { condition: 'unexpected-challenge' });
  return answer.element;
}
