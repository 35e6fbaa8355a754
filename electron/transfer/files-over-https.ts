import type { BareJid } from '../../shared/model/jid.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Environment } from '../wire/connection/environment.ts';
import type { SlotRequest } from '../wire/upload-slots.ts';
import type { Wire } from '../wire/wire.ts';
import { placeOf } from './file-hosts.ts';
import { HttpTransfer, type HttpTransferOptions } from './http-transfer.ts';
import { usualPatience } from './patience.ts';
import { TransferFailed } from './transfer-failed.ts';

export interface FilesOverHttpsOptions {
  readonly account: BareJid;
  readonly wire: Pick<Wire, 'requestSlot' | 'uploadService'>;
  readonly policy: () => Pick<Policy, 'files'>;
  readonly rules: HttpTransferOptions['rules'];
  readonly environment: Environment;
}

export interface FilesOverHttps {
  /** The address where it is then. Throws TransferFailed. */
  upload(file: SlotRequest, pieces: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string>;
  /** Never more than policy lets be inspected. Throws TransferFailed. */
  download(url: string, signal: AbortSignal): AsyncGenerator<Uint8Array>;
}

/** Files to and from the server that keeps them for one account. */
export function filesOverHttps({
  account,
  wire,
  policy,
  rules,
  environment,
}: FilesOverHttpsOptions): FilesOverHttps {
  let service: BareJid | null = null;
  const transfer = new HttpTransfer({
    environment,
    rules,
    patience: usualPatience,
    placeOf: (url) => placeOf(url, { account, service, policy: policy() }),
  });
  /** Known since an earlier session, it is the same without a stream. */
  const findService = async (): Promise<void> => {
    service = (await wire.uploadService())?.address ?? service;
  };

  return {
    upload: async (file, pieces, signal) => {
      const answer = await wire.requestSlot(file);
      if (!answer.ok) throw new TransferFailed(answer.code);
      await findService();
      signal.throwIfAborted();
      await transfer.put({ ...file, slot: answer.slot, pieces, signal });
      return answer.slot.getUrl;
    },
    async *download(url, signal) {
      await findService();
      yield* transfer.get({ url, maxBytes: policy().files.maxBytes, signal });
    },
  };
}
