import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bareJidSchema } from '../../shared/model/jid.ts';
import { longestBody } from '../../shared/model/message.ts';
import { z } from '../../shared/zod.ts';
import { signExercise } from '../report/exercise.ts';
import { markedMessage } from '../wire/exercise-mark.ts';
import { privateKeyIn } from './private-key.ts';
import type { CommandInput, CommandOutput } from './run-command.ts';

const options = {
  key: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  expires: { type: 'string' },
  id: { type: 'string' },
} as const;

const saidSchema = z.strictObject({
  key: z.string(),
  to: bareJidSchema,
  from: bareJidSchema,
  expires: z.iso.datetime({ offset: true }),
  id: z.string().min(1).max(200).optional(),
});

/** What XML carries as it is: line ends are one character there, and others are not allowed at all (XML 1.0 section 2.2). */
const bodySchema = z
  .string()
  .min(1)
  .max(longestBody)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is refused.
  .regex(/^[^\u0000-\u0008\u000b-\u001f\ufffe\uffff]*$/u, 'has characters that no message can carry');

/**
 * `gatehouse report exercise [FILE|-] --key PRIVATE …`: the stanza for whatever program sends it; null when it was not understood.
 * @throws when something cannot be read
 */
export async function reportExercise(
  args: readonly string[],
  input: Pick<CommandInput, 'readFile' | 'readInput'>,
  now: number,
): Promise<CommandOutput | null> {
  const parsed = understood(args);
  if (parsed === null) return null;
  const { file, said } = parsed;
  const { key, to, from, expires, id = randomUUID() } = said;
  if (Date.parse(expires) <= now) throw new Error(`${expires} is over: nobody would recognise the exercise`);
  const read =
    file === undefined || file === '-'
      ? await input.readInput()
      : new TextDecoder('utf-8', { fatal: true }).decode(await input.readFile(file));
  const body = bodySchema.safeParse(read.replaceAll('\r\n', '\n').trimEnd());
  if (!body.success) throw new Error(`the text ${body.error.issues[0]?.message ?? 'is none'}`);
  const message = { to, from, id, body: body.data };
  const mark = signExercise(message, expires, privateKeyIn(await readFile(key), key));
  return { exitCode: 0, out: `${markedMessage(message, mark)}\n`, err: '' };
}

function understood(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [verb, file, ...rest] = positionals;
    const said = saidSchema.safeParse(values);
    return verb !== 'exercise' || rest.length > 0 || !said.success ? null : { file, said: said.data };
  } catch {
    // An option there is not, or one without its value: the usage says which there are.
    return null;
  }
}
