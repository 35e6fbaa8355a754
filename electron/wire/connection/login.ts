import { randomUUID } from 'node:crypto';
import { bareOf, domainOf, type FullJid, parseBareJid, parseFullJid } from '../../../shared/model/jid.ts';
import { boundIn, inlineRequests, resumptionIn } from './bind2.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { type Element, xml } from './element.ts';
import { authenticate, type Credentials } from './sasl.ts';
import { StreamManagement, streamManagementNamespace } from './stream-management.ts';
import type { XmppStream } from './xmpp-stream.ts';

/** What outlives a stream. */
export interface Session {
  readonly jid: FullJid;
  /** Null when the server does not count stanzas. */
  readonly management: StreamManagement | null;
}

export interface Login {
  readonly session: Session;
  readonly isResumed: boolean;
  readonly features: Element;
  /** The SASL mechanism used. */
  readonly sasl: string;
  /** Stanzas of the previous session that the server turned out to have. */
  readonly acknowledged: readonly Element[];
  /** Stanzas that came before the server began to count. */
  readonly early: readonly Element[];
}

/**
 * From an encrypted socket to a session: header, SASL, then the previous session where the server still has it, else a new one. With
 * SASL2 all of that is asked for and answered at once. Rejects with ConnectionFailed.
 */
export async function logIn(
  stream: XmppStream,
  credentials: Credentials,
  previous: Session | null,
): Promise<Login> {
  await stream.open();
  const offered = await readFeatures(stream);
  const inline = inlineRequests(offered, previous?.management ?? null);
  const { mechanism: sasl, success } = await authenticate(stream, offered, credentials, inline.elements);
  const identity = success === null ? null : identityIn(success, stream, credentials);
  if (success === null) await stream.restart();
  const features = await readFeatures(stream);

  const isAnswered = success !== null && inline.isResumptionAsked;
  const answer = isAnswered ? resumptionIn(success) : await resume(stream, features, previous);
  const { isResumed, acknowledged } = takeUp(stream, previous, answer);
  if (previous !== null && isResumed) {
    return { session: previous, isResumed, features, sasl, acknowledged, early: [] };
  }
  const bound = success !== null && inline.isBindAsked ? boundIn(success) : null;
  const jid = bound === null ? await bind(stream, features, credentials) : parseFullJid(identity ?? '');
  if (jid === null) throw stream.abort('bind.foreign-address', 'policy-violation');
  const { management, early } =
    bound !== null && inline.isManagementAsked
      ? { management: managementIn(bound), early: [] }
      : await enable(stream, features);
  return { session: { jid, management }, isResumed: false, features, sasl, acknowledged, early };
}

async function readFeatures(stream: XmppStream): Promise<Element> {
  const features = await stream.read();
  if (features.is('features', 'http://etherx.jabber.org/streams')) return features;
  throw stream.abort('stream.features-missing', 'policy-violation');
}

/** As whom the server took us (XEP-0388 section 2.6.1): nobody but who we said. With a resource where one was bound. */
function identityIn(success: Element, stream: XmppStream, { account }: Credentials): string {
  const identity = success.getChildText('authorization-identifier') ?? '';
  if (parseBareJid(identity) !== account) throw stream.abort('sasl.foreign-identity', 'policy-violation');
  return identity;
}

/** Asks for the previous session; null when there is none to ask for. */
async function resume(
  stream: XmppStream,
  features: Element,
  previous: Session | null,
): Promise<Element | null> {
  const request = previous?.management?.resume() ?? null;
  if (request === null || !features.getChild('sm', streamManagementNamespace)) return null;
  stream.send(request);
  const answer = await stream.read();
  const isAnswer = ['resumed', 'failed'].some((name) => answer.is(name, streamManagementNamespace));
  if (!isAnswer) throw stream.abort('sm.unexpected-element', 'policy-violation');
  return answer;
}

function takeUp(
  stream: XmppStream,
  previous: Session | null,
  answer: Element | null,
): Pick<Login, 'isResumed' | 'acknowledged'> {
  const management = previous?.management;
  if (!management || answer === null) return { isResumed: false, acknowledged: [] };
  const isResumed = answer.name === 'resumed';
  if (isResumed && !management.isResumedBy(answer))
    throw stream.abort('sm.foreign-session', 'policy-violation');
  // A server that forgot the session may still know how far it came; it need not (XEP-0198 section 5).
  if (!isResumed && answer.attrs['h'] === undefined) return { isResumed, acknowledged: [] };
  const acknowledgement = management.acknowledge(answer.attrs['h']);
  if (!acknowledgement.ok) throw stream.abort(acknowledgement.rule, 'undefined-condition');
  return { isResumed, acknowledged: acknowledgement.stanzas };
}

const bindNamespace = 'urn:ietf:params:xml:ns:xmpp-bind';

/** RFC 6120 section 7, the resource left to the server: one that nobody can foresee, and that pushes no other session out. */
async function bind(stream: XmppStream, features: Element, { account }: Credentials): Promise<FullJid> {
  if (!features.getChild('bind', bindNamespace)) throw stream.abort('bind.not-offered', 'policy-violation');
  const id = randomUUID();
  stream.send(xml('iq', { type: 'set', id }, xml('bind', bindNamespace)));
  const answer = await stream.read();
  const from = answer.attrs['from'];
  const isAnswer = answer.is('iq', 'jabber:client') && answer.attrs['id'] === id;
  if (!isAnswer || (from !== undefined && from !== account && from !== domainOf(account))) {
    throw stream.abort('bind.foreign-answer', 'policy-violation');
  }
  if (answer.attrs['type'] !== 'result') {
    const condition = answer.getChild('error')?.getChildElements()[0]?.name ?? 'undefined-condition';
    throw new ConnectionFailed('server-error', { condition });
  }
  const jid = parseFullJid(answer.getChild('bind', bindNamespace)?.getChildText('jid') ?? '');
  if (jid === null || bareOf(jid) !== account) throw stream.abort('bind.foreign-address', 'policy-violation');
  return jid;
}

/** Whether counting began with the binding (XEP-0386 section 3). */
function managementIn(bound: Element): StreamManagement | null {
  const enabled = bound.getChild('enabled', streamManagementNamespace);
  return enabled === undefined ? null : new StreamManagement(enabled);
}

const mostEarlyStanzas = 1000;

async function enable(
  stream: XmppStream,
  features: Element,
): Promise<{ readonly management: StreamManagement | null; readonly early: readonly Element[] }> {
  if (!features.getChild('sm', streamManagementNamespace)) return { management: null, early: [] };
  stream.send(xml('enable', { xmlns: streamManagementNamespace, resume: 'true' }));
  const early: Element[] = [];
  for (;;) {
    const element = await stream.read();
    if (element.is('enabled', streamManagementNamespace)) {
      return { management: new StreamManagement(element), early };
    }
    if (element.is('failed', streamManagementNamespace)) return { management: null, early };
    if (early.length === mostEarlyStanzas) throw stream.abort('sm.unexpected-element', 'policy-violation');
    early.push(element);
  }
}
