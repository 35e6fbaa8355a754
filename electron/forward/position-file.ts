import { existsSync, readFileSync } from 'node:fs';
import { z } from '../../shared/zod.ts';
import { realDisk } from '../audit/disk.ts';
import { recordIdSchema } from '../audit/signed-head.ts';
import { parsedJson } from '../parsed-json.ts';

/** Before which entry of which record everything is certain to be with the log server. */
const positionSchema = z.strictObject({
  v: z.literal(1),
  record: recordIdSchema,
  confirmed: z.number().int().nonnegative(),
});
type Position = Omit<z.infer<typeof positionSchema>, 'v'>;

/** Null when nothing is known; then all that is on record goes once more, which does no harm. */
export function readPosition(file: string): Position | null {
  if (!existsSync(file)) return null;
  const position = positionSchema.safeParse(parsedJson(readFileSync(file, 'utf8')));
  return position.success ? position.data : null;
}

export function writePosition(file: string, position: Position): void {
  realDisk.create(file, Buffer.from(`${JSON.stringify({ v: 1, ...position })}\n`));
}
