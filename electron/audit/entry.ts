import { randomBytes } from 'node:crypto';
import { z } from '../../shared/zod.ts';
import { parsedJson } from '../parsed-json.ts';
import { type ContentSeal, sha256 } from './content-seal.ts';
import { epochOpeningSchema } from './epoch-opening.ts';
import { type Content, factsSchema } from './events.ts';
import { sha256Schema } from './signed-head.ts';

/** What the record says of itself. */
const ownFactsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('epoch'), opening: epochOpeningSchema }),
  z.strictObject({
    kind: z.literal('dropped'),
    /** All entries before this one are gone; `root` was the tree's at that size. */
    upTo: z.number().int().positive(),
    root: sha256Schema,
    reason: z.enum(['retention', 'quota', 'disk-full']),
  }),
  z.strictObject({
    kind: z.literal('recovered'),
    /**
     * `torn`: the last write was not finished. `damaged`: what was there could not be continued. `shorter`: there was more of it
     * when the keychain was told last. `gone`: the keychain knows of a record that is not there.
     */
    code: z.enum(['torn', 'damaged', 'shorter', 'gone']),
    /** How many bytes were set aside, and as what file or folder (a name, no path). */
    bytes: z.number().int().nonnegative(),
    keptAs: z.string().max(255),
  }),
  z.strictObject({ kind: z.literal('closed') }),
]);
export type OwnFacts = z.infer<typeof ownFactsSchema>;

/**
 * A leaf of the tree, as JSON. The content stands beside it and is bound in by its hash, so that it can be erased and the tree
 * still be proven.
 */
export const entrySchema = z.strictObject({
  v: z.literal(1),
  sequence: z.number().int().nonnegative(),
  /** When it was written, milliseconds since the epoch. */
  time: z.number().int().nonnegative(),
  /** Whose key answers for it. */
  epoch: z.number().int().positive(),
  facts: z.discriminatedUnion('kind', [...factsSchema.options, ...ownFactsSchema.options]),
  /**
   * `sha256` is of what stands beside: the sealed content, or of a hashed one a random salt. `proof` is the hash of that salt and
   * the content: who has the content from elsewhere can prove what was written, and nobody can guess it without the salt.
   */
  content: z
    .discriminatedUnion('form', [
      z.strictObject({ form: z.literal('sealed'), sha256: sha256Schema }),
      z.strictObject({ form: z.literal('hashed'), sha256: sha256Schema, proof: sha256Schema }),
    ])
    .nullable(),
});
export type Entry = z.infer<typeof entrySchema>;

export interface EncodedEntry {
  readonly leaf: Buffer;
  readonly beside: Buffer;
}

export function encodeEntry(
  place: Pick<Entry, 'sequence' | 'time' | 'epoch'>,
  facts: Entry['facts'],
  content: Content | null,
  seal: ContentSeal | 'hashed' | 'metadata',
): EncodedEntry {
  const kept = content === null ? nothing : keptOf(place.sequence, content, seal);
  const entry: Entry = { v: 1, ...place, facts, content: kept.content };
  return { leaf: Buffer.from(JSON.stringify(entry)), beside: kept.beside };
}

/** Null when the bytes are no entry. */
export function decodeEntry(leaf: Buffer): Entry | null {
  const entry = entrySchema.safeParse(parsedJson(leaf.toString('utf8')));
  return entry.success ? entry.data : null;
}

/** Whether what stands beside the entry is what it was written with. */
export function isContentOf(entry: Entry, beside: Uint8Array): boolean {
  return entry.content === null ? beside.length === 0 : sha256(beside) === entry.content.sha256;
}

const saltLength = 32;
const nothing = { content: null, beside: Buffer.alloc(0) } as const;

function keptOf(
  sequence: number,
  content: Content,
  seal: ContentSeal | 'hashed' | 'metadata',
): { content: Entry['content']; beside: Buffer } {
  if (seal === 'metadata') return nothing;
  const bytes = Buffer.from(JSON.stringify(content));
  if (seal === 'hashed') {
    const salt = randomBytes(saltLength);
    return { content: { form: 'hashed', sha256: sha256(salt), proof: sha256(salt, bytes) }, beside: salt };
  }
  const sealed = seal.seal(sequence, bytes);
  return { content: { form: 'sealed', sha256: sha256(sealed) }, beside: sealed };
}
