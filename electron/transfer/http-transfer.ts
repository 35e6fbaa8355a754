import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { FileFailure } from '../../shared/model/shared-file.ts';
import type { ProxyRules, TrustRules } from '../wire/connection/connection.ts';
import { ConnectionFailed } from '../wire/connection/connection-failed.ts';
import type { Environment } from '../wire/connection/environment.ts';
import { openHttps, PrivateAddress } from '../wire/connection/open-https.ts';
import type { UploadSlot } from '../wire/upload-slots.ts';
import type { HostPlace } from './file-hosts.ts';
import { type Patience, TooSlow, Waiting } from './patience.ts';
import { TransferFailed } from './transfer-failed.ts';

export interface HttpTransferOptions {
  readonly environment: Environment;
  readonly patience: Patience;
  /** By the policy of the moment. */
  readonly rules: () => { readonly trust: TrustRules; readonly proxy: ProxyRules };
  /** Whose host it is; null: nobody's that files may come from or go to. */
  readonly placeOf: (url: string) => HostPlace | null;
}

export interface Upload {
  readonly slot: UploadSlot;
  /** As it was told when the slot was asked for. */
  readonly mediaType: string;
  /** Bytes, as well. */
  readonly size: number;
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface Download {
  readonly url: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Files over HTTPS, to and from hosts that policy knows. Nothing is said but what has to be: no cookie that a server kept here, no language,
 * no program's name. Where an answer points elsewhere nothing follows (CVE-2021-33896). What fails, fails with TransferFailed.
 */
export class HttpTransfer {
  readonly #options: HttpTransferOptions;

  constructor(options: HttpTransferOptions) {
    this.#options = options;
  }

  /** Resolves when the server has all of it. */
  async put({ slot, mediaType, size, pieces, signal }: Upload): Promise<void> {
    const { placeOf } = this.#options;
    if (placeOf(slot.putUrl) !== 'own' || placeOf(slot.getUrl) !== 'own')
      throw new TransferFailed('untrusted-host');
    const headers = { 'Content-Type': mediaType, 'Content-Length': size, ...slot.headers };
    const { request, answer, waiting, close } = await this.#open('PUT', slot.putUrl, headers, signal);
    try {
      await send(request, pieces, size, answer, waiting);
      const { statusCode = 0 } = await waiting.for(answer);
      if (statusCode < 200 || statusCode > 299) throw new TransferFailed(failureOfStatus(statusCode));
    } catch (error) {
      throw failureIn(error, signal);
    } finally {
      close();
    }
  }

  /** Piece by piece, no faster than they are taken; more than `maxBytes` never. */
  async *get({ url, maxBytes, signal }: Download): AsyncGenerator<Uint8Array> {
    if (this.#options.placeOf(url) === null) throw new TransferFailed('untrusted-host');
    const { request, answer, waiting, close } = await this.#open('GET', url, {}, signal);
    try {
      request.end();
      const response = await waiting.for(answer);
      checkHead(response, maxBytes);
      let taken = 0;
      const bytes = response[Symbol.asyncIterator]();
      for (let next = await waiting.for(bytes.next()); !next.done; next = await waiting.for(bytes.next())) {
        const piece: Uint8Array = next.value;
        taken += piece.byteLength;
        waiting.moved(piece.byteLength);
        if (taken > maxBytes) throw new TransferFailed('too-large');
        yield piece;
      }
    } catch (error) {
      throw failureIn(error, signal);
    } finally {
      close();
    }
  }

  async #open(method: string, url: string, headers: RequestOptions['headers'], signal: AbortSignal) {
    const { environment, patience, placeOf, rules } = this.#options;
    const { hostname, host, port, pathname, search } = new URL(url);
    const isOwn = placeOf(url) === 'own';
    const { trust, proxy } = rules();
    const socket = await openHttps(
      { host: hostname, port: Number(port || 443) },
      {
        // The company's authorities and pins are for its own hosts.
        trust: isOwn ? trust : { ...trust, ca: null, pins: [] },
        proxy,
        mayBePrivate: isOwn,
        environment,
        signal,
      },
    ).catch((error: unknown) => {
      throw failureIn(error, signal);
    });
    const request = requestOn(socket, {
      method,
      path: pathname + search,
      headers: { Host: host, ...headers, Connection: 'close' },
    });
    const abort = () => request.destroy();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.on('error', reject);
      request.once('close', () => reject(new TransferFailed('unreachable')));
    });
    // Whoever is still sending looks at it later.
    answer.catch(() => undefined);
    const close = () => {
      signal.removeEventListener('abort', abort);
      request.destroy();
      socket.destroy();
    };
    return { request, answer, waiting: new Waiting(environment.clock, patience), close };
  }
}

/** What cannot be said in a header is refused before anything is. */
function requestOn(socket: TLSSocket, options: RequestOptions): ClientRequest {
  try {
    return http.request({ ...options, createConnection: () => socket });
  } catch {
    socket.destroy();
    throw new TransferFailed('refused');
  }
}

/** Until all is sent, or the server has said something before that. */
async function send(
  request: ClientRequest,
  pieces: AsyncIterable<Uint8Array>,
  size: number,
  answer: Promise<IncomingMessage>,
  waiting: Waiting,
): Promise<void> {
  let isAnswered = false;
  const answered = answer.then(() => {
    isAnswered = true;
  });
  answered.catch(() => undefined);
  let sent = 0;
  for await (const piece of pieces) {
    sent += piece.byteLength;
    if (sent > size) throw new TransferFailed('changed');
    const flushed = new Promise<void>((resolve) => request.write(piece, () => resolve()));
    await waiting.for(Promise.race([flushed, answered]));
    if (isAnswered) return;
    waiting.moved(piece.byteLength);
  }
  if (sent < size) throw new TransferFailed('changed');
  request.end();
}

/** Throws for an answer that is no file, or too large a one. One that ends before its length is an error of the stream. */
function checkHead({ statusCode = 0, headers }: IncomingMessage, maxBytes: number): void {
  if (statusCode !== 200) throw new TransferFailed(failureOfStatus(statusCode));
  // None was asked for, and what is inspected is what was sent.
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new TransferFailed('refused');
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw new TransferFailed('too-large');
}

/** RFC 9110 section 15. Redirections are refusals: whoever asked may be led to anywhere by them. */
function failureOfStatus(status: number): FileFailure {
  if (status === 404 || status === 410) return 'gone';
  if (status === 413) return 'too-large';
  const isForNow = status === 408 || status === 425 || status === 429 || status >= 500;
  return isForNow ? 'unreachable' : 'refused';
}

function failureIn(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return new TransferFailed('stopped');
  if (error instanceof TransferFailed) return error;
  if (error instanceof PrivateAddress) return new TransferFailed('untrusted-host');
  const isOfTheLine = error instanceof ConnectionFailed || error instanceof TooSlow || isOfSocket(error);
  return isOfTheLine ? new TransferFailed('unreachable') : error;
}

/** Of the socket, of TLS, or of an answer that is no HTTP; not of the disk that pieces come from. */
function isOfSocket(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return /^(HPE_|ERR_SSL_|ERR_TLS_|ERR_STREAM_)/.test(error.code) || lineErrors.has(error.code);
}

const lineErrors = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
  'ENOTCONN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
]);
