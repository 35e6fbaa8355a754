import type { SecureContext } from 'node:tls';
import { domainOf } from '../../../shared/model/jid.ts';
import type { ConnectionOptions } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import type { Environment } from './environment.ts';
import { type Login, logIn, type Session } from './login.ts';
import { openByFirst, routesTo } from './proxy-routes.ts';
import { resolveTargets, type Target } from './resolve.ts';
import { openTransport } from './transport.ts';
import { XmppStream } from './xmpp-stream.ts';

export interface AttemptOptions {
  readonly options: ConnectionOptions;
  readonly environment: Environment;
  readonly secureContext: SecureContext;
  /** To be taken up again where the server still has it. */
  readonly previous: Session | null;
  readonly signal: AbortSignal;
}

/**
 * One attempt to get from nothing to a session. Every target is tried until one is encrypted and is the domain's; credentials go to that
 * one alone, once. Rejects with ConnectionFailed.
 */
export async function attempt(
  options: AttemptOptions,
): Promise<{ readonly stream: XmppStream; readonly login: Login }> {
  const { signal, environment } = options;
  const { account, server } = options.options;
  // Nothing calls off a question to a name server, which may take longer than anybody waits who wants to leave.
  const targets = await unlessAborted(signal, resolveTargets(domainOf(account), server, environment));
  const stream = await openFirst(targets, options);
  const abort = () => stream.destroy(new ConnectionFailed('connection-lost'));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    const credentials = { ...options.options, memory: environment.loginMemory };
    return { stream, login: await logIn(stream, credentials, options.previous) };
  } catch (error) {
    void stream.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new ConnectionFailed('connection-lost'));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function openFirst(targets: readonly Target[], options: AttemptOptions): Promise<XmppStream> {
  const { environment, secureContext, signal } = options;
  const { account, trust, proxy } = options.options;
  const { clock, timing } = environment;
  const domain = domainOf(account);
  const tooLong = new AbortController();
  const callOff = clock.after(timing.search, () => tooLong.abort());
  const ended = AbortSignal.any([signal, tooLong.signal]);
  let cause = new ConnectionFailed('host-not-found', { host: domain });
  try {
    for (const target of targets) {
      if (ended.aborted) break;
      try {
        const routes = await unlessAborted(ended, routesTo(target, proxy, environment.lookUpProxy));
        const common = { domain, secureContext, trust, environment, signal: ended };
        const socket = await openByFirst(routes, (route) =>
          openTransport(target, { ...common, proxy: route }),
        );
        return new XmppStream(socket, { account, timing, clock });
      } catch (error) {
        if (!(error instanceof ConnectionFailed)) throw error;
        const failure = tooLong.signal.aborted ? new ConnectionFailed('server-timeout') : error;
        if (target === targets[0] || !isSilence(failure)) cause = failure;
      }
    }
  } finally {
    callOff();
  }
  throw cause;
}

/** A target that did not answer says less than one that answered wrongly. */
function isSilence({ failure }: ConnectionFailed): boolean {
  return [
    'host-not-found',
    'server-unreachable',
    'server-timeout',
    'proxy-unreachable',
    'proxy-refused',
  ].includes(failure.code);
}
