import net, { type Socket } from 'node:net';
import tls, { type PeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { checkServerName, codeOf, handshakeFailure } from './certificate.ts';
import type { Clock } from './clock.ts';
import type { TrustRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import type { Environment } from './environment.ts';
import { checkPins } from './pins.ts';
import type { HttpProxy } from './proxy-routes.ts';
import { openTunnel } from './proxy-tunnel.ts';
import type { Target } from './resolve.ts';
import { requestTls } from './starttls.ts';
import type { Timing } from './timing.ts';

export interface TransportOptions {
  /** The XMPP domain: in SNI, and what the certificate has to be for (RFC 6120 section 13.7.2). */
  readonly domain: string;
  /** Null: straight to the target. */
  readonly proxy: HttpProxy | null;
  readonly secureContext: SecureContext;
  readonly trust: TrustRules;
  readonly environment: Pick<Environment, 'clock' | 'lookUpHost'> & {
    readonly timing: Pick<Timing, 'connect' | 'encrypt'>;
  };
  readonly signal: AbortSignal;
}

/**
 * An encrypted socket to a server that proved to be the domain's; there is no other kind. Rejects with ConnectionFailed, and then
 * nothing but a TLS handshake and requests for one, or for a tunnel, has been sent.
 */
export async function openTransport(target: Target, options: TransportOptions): Promise<TLSSocket> {
  const { environment, proxy, signal } = options;
  const { clock, timing } = environment;
  // Whoever left before it began is not told of it by an event.
  if (signal.aborted) throw new ConnectionFailed('connection-lost');
  const plain = net.connect({
    host: proxy?.host ?? target.host,
    port: proxy?.port ?? target.port,
    noDelay: true,
    lookup: environment.lookUpHost,
    ...addressByAddress,
  });
  // Whoever waits for the socket hears of its end by `close`; an error that nobody listens to would end the process.
  plain.on('error', () => undefined);
  const abort = () => plain.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await connected(plain, target, proxy, timing.connect, clock);
    if (proxy !== null) await openTunnel(plain, target, proxy, timing.connect, clock);
    if (target.tls === 'starttls') await requestTls(plain, options.domain, timing.encrypt, clock);
    return await encrypt(plain, target, options);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/**
 * RFC 8305: an address that swallows everything, mostly IPv6 behind a broken router, is left for the next after a while. Node gives up
 * an address instead of racing it with the next, so the while is longer than the RFC's 250 ms: slow lines need more for the first answer.
 */
const addressByAddress = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 };

function connected(
  socket: Socket,
  target: Target,
  proxy: HttpProxy | null,
  timeout: number,
  clock: Clock,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(timeout, () =>
      fail(proxy === null ? new ConnectionFailed('server-timeout') : unreachable(proxy)),
    );
    const letGo = () => {
      callOff();
      socket.off('connect', onConnect).off('error', onError).off('close', onClose);
    };
    const fail = (failure: ConnectionFailed) => {
      letGo();
      socket.destroy();
      reject(failure);
    };
    const onConnect = () => {
      letGo();
      resolve();
    };
    const onError = (error: Error) => {
      if (proxy !== null) return fail(unreachable(proxy));
      const { host, port } = target;
      fail(
        unknownHost.has(codeOf(error))
          ? new ConnectionFailed('host-not-found', { host })
          : new ConnectionFailed('server-unreachable', { host, port: String(port) }),
      );
    };
    const onClose = () => fail(new ConnectionFailed('connection-lost'));
    socket.on('connect', onConnect).on('error', onError).on('close', onClose);
  });
}

function unreachable({ host, port }: HttpProxy): ConnectionFailed {
  return new ConnectionFailed('proxy-unreachable', { host, port: String(port) });
}

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NONAME']);

/** XEP-0368 section 4: named in direct TLS only. */
const protocolOf = {
  direct: { ALPNProtocols: ['xmpp-client'] },
  starttls: {},
  https: { ALPNProtocols: ['http/1.1'] },
} as const satisfies Record<Target['tls'], object>;

function encrypt(plain: Socket, target: Target, options: TransportOptions): Promise<TLSSocket> {
  const { secureContext, trust } = options;
  const { clock, timing } = options.environment;
  const domain = domainToASCII(options.domain);
  return new Promise((resolve, reject) => {
    let seen: PeerCertificate | null = null;
    const socket = tls.connect({
      socket: plain,
      // An address has no place in SNI (RFC 6066 section 3).
      ...(net.isIP(domain) === 0 ? { servername: domain } : {}),
      secureContext,
      ...protocolOf[target.tls],
      rejectUnauthorized: true,
      checkServerIdentity: (_host, certificate) => checkServerName(domain, certificate),
    });
    // Node destroys a socket whose peer it does not trust before anyone can ask which certificate it showed. Runs before that;
    // should a Node no longer emit it, only the detail for the screen is missing.
    socket.prependOnceListener('secure', () => {
      seen = socket.getPeerCertificate();
    });
    const fail = (failure: ConnectionFailed) => {
      callOff();
      socket.on('error', () => undefined).destroy();
      reject(failure);
    };
    const onError = (error: Error) => fail(handshakeFailure(error, domain, seen, trust));
    const onClose = () => fail(new ConnectionFailed('tls-failed', { reason: 'closed' }));
    const callOff = clock.after(timing.encrypt, () => fail(new ConnectionFailed('server-timeout')));
    socket.once('error', onError).once('close', onClose);
    socket.once('secureConnect', () => {
      const mismatch = checkPins(socket, trust);
      if (mismatch !== null) return fail(mismatch);
      callOff();
      socket.off('error', onError).off('close', onClose);
      resolve(socket);
    });
  });
}
