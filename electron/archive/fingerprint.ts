import { createHash } from 'node:crypto';
import type { NewMessage } from './archive.ts';

/**
 * 16 bytes that are equal for two copies of one message, null when it has no stanza id. The body is part of it, and so is a file: XEP-0359 section 5
 * warns that ids are chosen by whoever sends, and a known id must not hide a new text. Of an outgoing one the sender is ourselves.
 */
export function fingerprint(message: NewMessage): Uint8Array<ArrayBuffer> | null {
  if (message.stanzaId === '') return null;
  const sender = message.direction === 'in' ? withoutResource(message.from) : '';
  const parts = [
    message.peer,
    message.direction,
    sender,
    message.stanzaId,
    asParsed(message.body),
    ...fileOf(message),
  ];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return new Uint8Array(digest.subarray(0, 16));
}

/** One of ours has no address when it is written, and its id is our own. */
function fileOf({ file, direction }: NewMessage): readonly string[] {
  return file === null || direction === 'out' ? [] : [file.url];
}

function withoutResource(address: string): string {
  const slash = address.indexOf('/');
  return slash === -1 ? address : address.slice(0, slash);
}

/** A parser turns every line end into a line feed (XML 1.0 section 2.11), so our own copy comes back that way. */
function asParsed(body: string): string {
  return body.replace(/\r\n?/g, '\n');
}
