import { type BareJid, localOf } from '../../../shared/model/jid.ts';
import type { LoginRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { type Element, xml } from './element.ts';
import { ScramClient, type ScramHash } from './scram.ts';

const namespace = 'urn:ietf:params:xml:ns:xmpp-sasl';

/** What a login needs of the stream. */
export interface SaslStream {
  send(element: Element): boolean;
  read(): Promise<Element>;
}

export interface Credentials {
  readonly account: BareJid;
  readonly password: () => string;
  readonly login: LoginRules;
}

/**
 * Logs in with the strongest mechanism that both sides allow (RFC 6120 section 6) and returns its name. The server has then proved that
 * it knows the account, unless policy allowed PLAIN and it offered nothing better. Rejects with ConnectionFailed.
 */
export async function authenticate(
  stream: SaslStream,
  features: Element,
  credentials: Credentials,
): Promise<string> {
  const offered = features
    .getChild('mechanisms', namespace)
    ?.getChildren('mechanism', namespace)
    .map((mechanism) => mechanism.getText().trim());
  const scram = scramMechanisms.find(({ name }) => offered?.includes(name));
  if (scram !== undefined) {
    await logInWithScram(stream, scram.name, scram.hash, credentials);
    return scram.name;
  }
  if (credentials.login.allowPlain && offered?.includes('PLAIN')) {
    await logInWithPlain(stream, credentials);
    return 'PLAIN';
  }
  throw new ConnectionFailed('no-acceptable-login', { offered: (offered ?? []).join(', ') });
}

/** Strongest first. */
const scramMechanisms: readonly { readonly name: string; readonly hash: ScramHash }[] = [
  { name: 'SCRAM-SHA-512', hash: 'sha512' },
  { name: 'SCRAM-SHA-256', hash: 'sha256' },
  { name: 'SCRAM-SHA-1', hash: 'sha1' },
];

async function logInWithScram(
  stream: SaslStream,
  mechanism: string,
  hash: ScramHash,
  { account, password }: Credentials,
): Promise<void> {
  const username = localOf(account) ?? '';
  const scram = new ScramClient({ hash, username, password: password(), binding: { flag: 'n' } });
  stream.send(xml('auth', { xmlns: namespace, mechanism }, encode(scram.first())));

  const challenge = await readAnswer(stream);
  if (challenge.name === 'success')
    throw new ConnectionFailed('server-not-genuine', { rule: 'scram.early-success' });
  stream.send(xml('response', namespace, encode(await scram.respond(decode(challenge)))));

  const final = await readAnswer(stream);
  scram.verify(decode(final));
  if (final.name === 'success') return;
  // The server's proof may come as a challenge of its own, to be answered with nothing (RFC 6120 section 6.3.10).
  stream.send(xml('response', namespace));
  const success = await readAnswer(stream);
  if (success.name !== 'success')
    throw new ConnectionFailed('server-not-genuine', { rule: 'scram.second-challenge' });
}

async function logInWithPlain(stream: SaslStream, { account, password }: Credentials): Promise<void> {
  const message = `\0${localOf(account) ?? ''}\0${password()}`;
  stream.send(xml('auth', { xmlns: namespace, mechanism: 'PLAIN' }, encode(message)));
  const answer = await readAnswer(stream);
  if (answer.name !== 'success')
    throw new ConnectionFailed('server-error', { condition: 'unexpected-challenge' });
}

/** A challenge or success; everything else ends the login. */
async function readAnswer(stream: SaslStream): Promise<Element> {
  const element = await stream.read();
  if (element.is('challenge', namespace) || element.is('success', namespace)) return element;
  if (element.is('failure', namespace)) throw refusalOf(element);
  throw new ConnectionFailed('stream-violation', { rule: 'sasl.unexpected-element' });
}

/** RFC 6120 section 6.5. */
function refusalOf(failure: Element): ConnectionFailed {
  const condition = failure.getChildElements().find(({ name }) => name !== 'text')?.name ?? '';
  switch (condition) {
    case 'not-authorized':
      return new ConnectionFailed('wrong-password');
    case 'account-disabled':
    case 'credentials-expired':
      return new ConnectionFailed('account-disabled');
    case 'temporary-auth-failure':
      return new ConnectionFailed('login-temporarily-refused');
    default:
      return new ConnectionFailed('server-error', { condition: condition || 'undefined-condition' });
  }
}

function encode(text: string): string {
  // A zero-length message is "=", so that it differs from none (RFC 6120 section 6.4.2).
  return text === '' ? '=' : Buffer.from(text, 'utf8').toString('base64');
}

function decode(element: Element): string {
  const text = element.getText().trim();
  return text === '=' ? '' : Buffer.from(text, 'base64').toString('utf8');
}
