import { stampsOf } from '../policy/file-changes.ts';
import { type KeptPicture, keptPictureIn } from './kept-picture.ts';
import type { PictureFile } from './picture-file.ts';
import { type Binding, unseal } from './seal.ts';

interface Place {
  readonly file: PictureFile;
  /** The archive's; null when the keychain has none. */
  readonly key: Promise<Uint8Array | null>;
  readonly binding: Binding;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The picture that was kept, if it may still be shown: sealed with this account's key, by this version, for this page, under the very
 * policy that is there now. Null otherwise, and the page begins empty.
 * @throws Error
 */
export async function findPicture({ file, key, binding, now }: Place): Promise<KeptPicture | null> {
  const bytes = file.read();
  if (bytes === null) return null;
  const known = await key;
  const text = known === null ? null : unseal(bytes, known, binding);
  const kept = text === null ? null : keptPictureIn(text);
  if (kept === null) return null;
  const { drawnAt, policy } = kept;
  const isInTime = drawnAt <= now() && now() < (policy.staleAt ?? Number.POSITIVE_INFINITY);
  return isInTime && (await stampsOf(policy.lookedAt)) === policy.stamps ? kept : null;
}
