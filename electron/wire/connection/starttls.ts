import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { xml } from './element.ts';
import { beforeLoginCeiling } from './stream-limits.ts';
import { StreamParser } from './stream-parser.ts';

const namespace = 'urn:ietf:params:xml:ns:xmpp-tls';
const streams = 'http://etherx.jabber.org/streams';

/**
 * Asks for TLS on a plain socket (RFC 6120 section 5) and says nothing else on it: no address, no credential. Resolves when the next
 * byte either way has to be TLS. Bytes behind `<proceed/>` would be an attacker's, injected to be taken for protected ones
 * (section 5.4.3.3, CVE-2011-0411): they end the attempt.
 */
export function requestTls(socket: Socket, domain: string, timeout: number, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = new StreamParser({ ceiling: () => beforeLoginCeiling, limits: () => beforeLoginCeiling });
    let isAsked = false;

    const onData = (bytes: Buffer) => parser.write(bytes);
    const onClose = () => refuse(new ConnectionFailed('connection-lost'));
    const callOff = clock.after(timeout, () => refuse(new ConnectionFailed('server-timeout')));
    const letGo = () => {
      callOff();
      socket.off('data', onData).off('close', onClose).pause();
      parser.removeAllListeners();
    };
    const refuse = (failure: ConnectionFailed) => {
      letGo();
      parser.stop();
      socket.destroy();
      reject(failure);
    };

    parser.on('fault', () => refuse(new ConnectionFailed('starttls-tampered')));
    parser.on('dropped', () => refuse(new ConnectionFailed('starttls-tampered')));
    parser.on('end', () => refuse(new ConnectionFailed('starttls-missing')));
    parser.on('element', (element) => {
      if (element.is('error', streams)) {
        const condition = element.getChildElements()[0]?.name ?? 'undefined-condition';
        return refuse(new ConnectionFailed('server-error', { condition }));
      }
      if (!isAsked && element.is('features', streams)) {
        if (element.getChild('starttls', namespace) === undefined) {
          return refuse(new ConnectionFailed('starttls-missing'));
        }
        isAsked = true;
        return void socket.write(xml('starttls', namespace).toString());
      }
      if (isAsked && element.is('failure', namespace))
        return refuse(new ConnectionFailed('starttls-missing'));
      if (!isAsked || !element.is('proceed', namespace) || !parser.stop()) {
        return refuse(new ConnectionFailed('starttls-tampered'));
      }
      letGo();
      resolve();
    });

    // A tunnel that was asked for before leaves the socket paused.
    socket.on('data', onData).on('close', onClose).resume();
    const header = xml('stream:stream', {
      to: domain,
      version: '1.0',
      xmlns: 'jabber:client',
      'xmlns:stream': streams,
    });
    socket.write(`<?xml version='1.0'?>${header.toString().slice(0, -'/>'.length)}>`);
  });
}
