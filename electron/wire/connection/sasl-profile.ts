import { ConnectionFailed } from './connection-failed.ts';
import { type Element, xml } from './element.ts';
import type { Offer } from './mechanism.ts';
import type { SaslStream } from './sasl.ts';

const sasl1 = 'urn:ietf:params:xml:ns:xmpp-sasl';
export const sasl2 = 'urn:xmpp:sasl:2';

export interface SaslAnswer {
  readonly kind: 'challenge' | 'success';
  /** Empty when there is none. */
  readonly text: string;
  readonly element: Element;
}

/** How the messages of a mechanism are written in XML. */
export interface SaslProfile {
  /** Whether requests go along with a login and are answered in its success; no new stream begins then. */
  readonly takesRequests: boolean;
  start(mechanism: string, message: string): void;
  /** Null: with nothing. */
  respond(message: string | null): void;
  /** A challenge or success; everything else ends the login with ConnectionFailed. */
  read(): Promise<SaslAnswer>;
}

/** SASL2 (XEP-0388) where the server has it, else SASL as RFC 6120 section 6 writes it; and what is offered in it. */
export function profileFor(
  stream: SaslStream,
  features: Element,
  requests: readonly Element[],
): { readonly profile: SaslProfile; readonly offer: Offer } {
  const bindings = features.getChild('sasl-channel-binding', 'urn:xmpp:sasl-cb:0');
  const announced = bindings?.getChildren('channel-binding').map(({ attrs }) => attrs['type'] ?? '');
  const authentication = features.getChild('authentication', sasl2);
  const offerIn = (parent: Element | undefined): Offer => ({
    mechanisms: parent?.getChildren('mechanism').map((mechanism) => mechanism.getText().trim()) ?? [],
    bindings: announced ?? null,
  });
  return authentication === undefined
    ? { profile: rfc6120(stream), offer: offerIn(features.getChild('mechanisms', sasl1)) }
    : { profile: xep0388(stream, requests), offer: offerIn(authentication) };
}

function rfc6120(stream: SaslStream): SaslProfile {
  // A zero-length message is "=", so that it differs from none (RFC 6120 section 6.4.2).
  const encode = (message: string) => (message === '' ? '=' : base64(message));
  return {
    takesRequests: false,
    start: (mechanism, message) => stream.send(xml('auth', { xmlns: sasl1, mechanism }, encode(message))),
    respond: (message) => stream.send(xml('response', sasl1, ...(message === null ? [] : [encode(message)]))),
    read: async () => {
      const { kind, element } = await readAnswer(stream, sasl1);
      return { kind, element, text: decode(element) };
    },
  };
}

function xep0388(stream: SaslStream, requests: readonly Element[]): SaslProfile {
  return {
    takesRequests: true,
    // Without <user-agent/>: an id that stays would tell the server which of somebody's computers this is, for no use of ours.
    start: (mechanism, message) =>
      stream.send(
        xml(
          'authenticate',
          { xmlns: sasl2, mechanism },
          xml('initial-response', {}, base64(message)),
          ...requests,
        ),
      ),
    // Nothing and an empty message are the same here.
    respond: (message) => stream.send(xml('response', sasl2, base64(message ?? ''))),
    read: async () => {
      const { kind, element } = await readAnswer(stream, sasl2);
      const data = kind === 'challenge' ? element : element.getChild('additional-data', sasl2);
      return { kind, element, text: data === undefined ? '' : decode(data) };
    },
  };
}

async function readAnswer(
  stream: SaslStream,
  namespace: string,
): Promise<Pick<SaslAnswer, 'kind' | 'element'>> {
  const element = await stream.read();
  if (element.is('challenge', namespace)) return { kind: 'challenge', element };
  if (element.is('success', namespace)) return { kind: 'success', element };
  if (element.is('failure', namespace)) throw refusalOf(element);
  // A second factor or another task, and we know none (XEP-0388 section 2.6.3).
  if (element.is('continue', sasl2) && namespace === sasl2)
    throw new ConnectionFailed('server-error', { condition: 'further-task' });
  throw new ConnectionFailed('stream-violation', { rule: 'sasl.unexpected-element' });
}

/** RFC 6120 section 6.5; SASL2 uses the same conditions, in their namespace. */
function refusalOf(failure: Element): ConnectionFailed {
  const isCondition = (child: Element) => child.getNS() === sasl1 && child.name !== 'text';
  const condition = failure.getChildElements().find(isCondition)?.name ?? '';
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

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function decode(element: Element): string {
  const text = element.getText().trim();
  return text === '=' ? '' : Buffer.from(text, 'base64').toString('utf8');
}
