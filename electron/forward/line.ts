import { isIP } from 'node:net';
import tls, { type PeerCertificate, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { ForwardingError } from '../../shared/model/forwarding.ts';
import { checkServerName, codeOf, handshakeFailure } from '../wire/connection/certificate.ts';
import { makeSecureContext } from '../wire/connection/trust.ts';
import type { LogServer } from './forwarding.ts';

/** There is no line to the log server, or none any more. */
export class LineBroken extends Error {
  readonly code: ForwardingError;

  constructor(code: ForwardingError) {
    super(`log server: ${code}`);
    this.name = 'LineBroken';
    this.code = code;
  }
}

export interface LineTiming {
  /** Until it is encrypted, in milliseconds. */
  readonly connect: number;
  /** How long it is given to refuse our certificate. */
  readonly refusal: number;
  /** How long the log server may take nothing. */
  readonly stall: number;
  /** How long it may take to read all there is after we have ended. */
  readonly finish: number;
}

/**
 * One TLS connection to the log server (RFC 5425): its certificate is for its name and of policy's authorities, or there is none. The
 * protocol has no answers. What can be known is that the server has read everything, when it ends its side after we have ended ours.
 */
export class Line {
  readonly #socket: TLSSocket;
  readonly #timing: LineTiming;
  readonly #broken: Promise<never>;
  #isFinishing = false;
  #isOver = false;

  /** @throws LineBroken */
  static async open(server: LogServer, timing: LineTiming, signal: AbortSignal): Promise<Line> {
    const line = new Line(await connect(server, timing.connect, signal), timing);
    await line.#isAccepted();
    return line;
  }

  private constructor(socket: TLSSocket, timing: LineTiming) {
    this.#socket = socket;
    this.#timing = timing;
    const { promise, reject } = Promise.withResolvers<never>();
    this.#broken = promise;
    // It may break while nobody waits for it.
    promise.catch(() => undefined);
    // Nothing is expected, and what comes is not kept; only so its end is noticed.
    socket.resume();
    socket.on('error', (error) => reject(new LineBroken(breakCode(error))));
    const end = (): void => {
      this.#isOver = true;
      reject(new LineBroken('closed-by-server'));
    };
    socket.on('end', end).on('close', end);
  }

  /**
   * In TLS 1.3 a server looks at our certificate when the handshake is over for us (RFC 8446 section 4.4.2.4). What is written before it has
   * said no only hides why it hangs up.
   */
  async #isAccepted(): Promise<void> {
    if (this.#socket.getProtocol() !== 'TLSv1.3') return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#timing.refusal);
    // It comes from the middle of a read; a write from there would break the encryption.
    this.#socket.once('session', () => setImmediate(resolve));
    try {
      await Promise.race([promise, this.#broken]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Rejects with LineBroken as soon as the server has gone. */
  get broken(): Promise<never> {
    return this.#broken;
  }

  /** Resolves when more may be written. @throws LineBroken */
  async write(frame: Uint8Array): Promise<void> {
    if (this.#isOver || this.#isFinishing) throw new LineBroken('closed-by-server');
    if (this.#socket.write(frame)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new LineBroken('stalled')), this.#timing.stall);
    this.#socket.once('drain', resolve);
    try {
      await Promise.race([promise, this.#broken]);
    } finally {
      clearTimeout(timer);
      this.#socket.off('drain', resolve);
    }
  }

  /** Ends our side; resolves when the server has read everything and ended its own. @throws LineBroken */
  async finish(): Promise<void> {
    if (this.#isOver) throw new LineBroken('closed-by-server');
    this.#isFinishing = true;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new LineBroken('stalled')), this.#timing.finish);
    this.#socket.once('end', resolve);
    this.#socket.once('error', (error) => reject(new LineBroken(breakCode(error))));
    this.#socket.once('close', () => reject(new LineBroken('closed-by-server')));
    this.#socket.end();
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#socket.destroy();
    }
  }

  cut(): void {
    this.#socket.destroy();
  }
}

function connect(server: LogServer, patience: number, signal: AbortSignal): Promise<TLSSocket> {
  const { host, port, ca, clientCertificate } = server;
  const name = domainToASCII(host) || host;
  const rules = { ca, pins: [], requireTls13: false };
  return new Promise((resolve, reject) => {
    let seen: PeerCertificate | null = null;
    const socket = tls.connect({
      host,
      port,
      // An address has no place in SNI (RFC 6066 section 3).
      ...(isIP(host) === 0 ? { servername: name } : {}),
      secureContext: makeSecureContext(rules, clientCertificate),
      rejectUnauthorized: true,
      checkServerIdentity: (_host, certificate) => checkServerName(name, certificate),
    });
    const timer = setTimeout(() => fail('server-timeout'), patience);
    const abort = (): void => fail('closed-by-server');
    signal.addEventListener('abort', abort, { once: true });
    const letGo = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const fail = (code: ForwardingError): void => {
      letGo();
      socket.on('error', () => undefined).destroy();
      reject(new LineBroken(code));
    };
    const onError = (error: Error): void => fail(connectCode(error, name, seen));
    const onClose = (): void => fail('closed-by-server');
    socket.prependOnceListener('secure', () => {
      seen = socket.getPeerCertificate();
    });
    socket.once('error', onError).once('close', onClose);
    socket.once('secureConnect', () => {
      letGo();
      socket.off('error', onError).off('close', onClose);
      resolve(socket);
    });
  });
}

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NONAME']);

function connectCode(error: Error, name: string, seen: PeerCertificate | null): ForwardingError {
  const code = codeOf(error);
  if (unknownHost.has(code)) return 'host-not-found';
  if (isRefusalOfOurs(code)) return 'client-certificate-refused';
  if ('syscall' in error) return 'server-unreachable';
  const failure = handshakeFailure(error, name, seen, { requireTls13: false }).failure.code;
  return handshakeErrors.find((known) => known === failure) ?? 'tls-failed';
}

const handshakeErrors: readonly ForwardingError[] = [
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
  'certificate-self-signed',
  'certificate-unknown-issuer',
  'certificate-invalid',
  'tls-version',
];

function breakCode(error: Error): ForwardingError {
  const code = codeOf(error);
  if (isRefusalOfOurs(code)) return 'client-certificate-refused';
  return code.startsWith('ERR_SSL') ? 'tls-failed' : 'closed-by-server';
}

/** The alerts about certificates that a server can send (RFC 8446 section 6.2). */
function isRefusalOfOurs(code: string): boolean {
  return /ALERT_(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/.test(
    code,
  );
}
