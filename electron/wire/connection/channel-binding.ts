import { createHash } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { hashOfSignature } from './signature-hash.ts';

/** What only the two ends of one TLS channel know of it: named in a login, somebody in between is found out (RFC 5056). */
export interface ChannelBinding {
  readonly name: 'tls-exporter' | 'tls-unique' | 'tls-server-end-point';
  readonly data: Uint8Array;
}

/**
 * All that this channel can be bound by. tls-exporter on TLS 1.3 alone: below, it is unique only with an extended master secret
 * (RFC 9266 section 4.2), which Node does not tell. tls-unique only below 1.3, where its known weakness (RFC 7627: the same for both
 * channels of a man in the middle after he had them resumed) has nothing to stand on, as we never resume a TLS session.
 */
export function channelBindingsOf(socket: TLSSocket): readonly ChannelBinding[] {
  const bindings: ChannelBinding[] = [];
  const certificate = socket.getPeerX509Certificate()?.raw;
  const endPoint = certificate === undefined ? null : endPointOf(certificate);
  if (socket.getProtocol() === 'TLSv1.3') {
    const data = socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
    bindings.push({ name: 'tls-exporter', data });
  }
  if (endPoint !== null) bindings.push({ name: 'tls-server-end-point', data: endPoint });
  const finished = socket.getProtocol() === 'TLSv1.2' ? socket.getFinished() : undefined;
  if (finished !== undefined) bindings.push({ name: 'tls-unique', data: finished });
  return bindings;
}

/**
 * The best of ours that the server announced (XEP-0440). One that announced nothing knows at least what was the default when its
 * version of TLS was new: tls-exporter (RFC 9266 section 1), and tls-unique before (RFC 5802 section 6.1). Null: none in common.
 */
export function chooseBinding(
  ours: readonly ChannelBinding[],
  announced: readonly string[] | null,
): ChannelBinding | null {
  const isUsable = ({ name }: ChannelBinding) =>
    announced === null ? name !== 'tls-server-end-point' : announced.includes(name);
  return ours.find(isUsable) ?? null;
}

/** RFC 5929 section 4.1; null where that leaves it undefined. */
function endPointOf(certificate: Uint8Array): Uint8Array | null {
  const hash = hashOfSignature(certificate);
  return hash === null ? null : createHash(hash).update(certificate).digest();
}
