import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { authorityOf } from './host-name.ts';
import type { HttpProxy } from './proxy-routes.ts';
import type { Target } from './resolve.ts';

/** Of an answer that is all header; what proxies say of themselves is a tenth of it. */
const longestAnswer = 16 * 1024;

/**
 * Asks a proxy for a tunnel (RFC 9110 section 9.3.6) and says nothing else: no credential, no address of ours. Resolves when the next
 * byte either way belongs to the target. The target waits for us to speak first, so bytes behind the answer are the proxy's own,
 * injected to be taken for the target's: they end the attempt.
 */
export function openTunnel(
  socket: Socket,
  target: Target,
  proxy: HttpProxy,
  timeout: number,
  clock: Clock,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const where = { host: proxy.host, port: String(proxy.port) };
    let answer = '';

    const onData = (bytes: Buffer) => {
      // One character a byte, so that nothing can hide in a decoder.
      answer += bytes.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1) {
        if (answer.length > longestAnswer) refuse(new ConnectionFailed('proxy-misbehaved', where));
        return;
      }
      const status = statusOf(answer.slice(0, end + 2));
      if (status === null || end > longestAnswer)
        return refuse(new ConnectionFailed('proxy-misbehaved', where));
      if (!/^2/.test(status)) return refuse(new ConnectionFailed('proxy-refused', { ...where, status }));
      if (answer.length > end + 4) return refuse(new ConnectionFailed('proxy-misbehaved', where));
      letGo();
      resolve();
    };
    const onClose = () => refuse(new ConnectionFailed('proxy-misbehaved', where));
    const callOff = clock.after(timeout, () => refuse(new ConnectionFailed('server-timeout')));
    const letGo = () => {
      callOff();
      socket.off('data', onData).off('close', onClose).pause();
    };
    const refuse = (failure: ConnectionFailed) => {
      letGo();
      socket.destroy();
      reject(failure);
    };

    const authority = authorityOf(target);
    if (authority === '') return refuse(new ConnectionFailed('host-not-found', { host: target.host }));
    socket.on('data', onData).on('close', onClose);
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  });
}

/** The status of a header that is written as RFC 9112 sections 4 and 5 write it, without any of the leniency they allow; else null. */
function statusOf(header: string): string | null {
  const match =
    /^HTTP\/1\.[01] (\d{3})(?: [\t\x20-\x7e\x80-\xff]*)?\r\n(?:[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*$/.exec(
      header,
    );
  return match?.[1] ?? null;
}
