import { randomUUID } from 'node:crypto';
import { serverRulesOf } from '../../../electron/session/server-rules.ts';
import { filesOverHttps } from '../../../electron/transfer/files-over-https.ts';
import { systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import type { BareJid } from '../../../shared/model/jid.ts';
import type { Desk } from '../session/desk.ts';

/** As a program would that inspects nothing: uploaded and announced as it is, from the account of this desk. */
export async function sendUninspected(
  { account, policy }: Desk,
  to: BareJid,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<void> {
  const files = filesOverHttps({
    account: account.account,
    wire: account.wire,
    policy: () => policy.current.policy,
    rules: () => serverRulesOf(policy.current),
    environment: systemEnvironment(),
  });
  const size = bytes.byteLength;
  const slot = { name, size, mediaType: 'application/octet-stream' };
  const url = await files.upload(slot, whole(bytes), new AbortController().signal);
  account.wire.send({
    id: randomUUID(),
    to,
    body: '',
    file: { url, name, size, mediaType: null, sha256: null },
  });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
