import { request } from 'node:https';
import type { Peer } from './peer.ts';
import type { Prosody } from './prosody.ts';
import { attribute, child, elements, text } from './xml.ts';

/**
 * Uploads as any program would (XEP-0363), without looking into it, and announces it to somebody (XEP-0066).
 * `through`: the domain that keeps files.
 */
export async function sendFile(
  server: Prosody,
  { by, to, through }: { readonly by: Peer; readonly to: string; readonly through: string },
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const answer = await by.request(
    'get',
    `<request xmlns='urn:xmpp:http:upload:0' filename='${name}' size='${bytes.byteLength}'/>`,
    through,
  );
  const slot = child(answer, 'slot');
  const url = attribute(child(slot, 'get'), 'url');
  const put = child(slot, 'put');
  const headers = Object.fromEntries(
    elements(put).map((header) => [attribute(header, 'name'), text(header)]),
  );
  await ask(server, attribute(put, 'url'), { bytes, headers });
  by.sendMessage(to, url, { extra: `<x xmlns='jabber:x:oob'><url>${url}</url></x>` });
}

/** The file that the next message to this peer brings. */
export async function receiveFile(server: Prosody, by: Peer, timeoutMs = 20_000): Promise<Buffer> {
  const stanza = await by.expect(
    (each) => each.name === 'message' && /https:\/\/localhost:\d+\//.test(text(child(each, 'body'))),
    timeoutMs,
  );
  const url = text(child(stanza, 'body')).split('\n').at(-1) ?? '';
  return ask(server, url, null);
}

interface Put {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Puts bytes there, or gets what is there. */
function ask({ ca }: Prosody, url: string, put: Put | null): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const method = put === null ? 'GET' : 'PUT';
    const question = request(url, { method, ca, headers: { ...put?.headers } }, (answer) => {
      const got: Buffer[] = [];
      answer.on('data', (piece: Buffer) => got.push(piece));
      answer.on('end', () => {
        if ((answer.statusCode ?? 0) < 300) resolve(Buffer.concat(got));
        else reject(new Error(`the server of files answered ${answer.statusCode}`));
      });
    });
    question.on('error', reject);
    question.end(put?.bytes);
  });
}
