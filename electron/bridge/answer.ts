import type { z } from 'zod';
import type { Reply } from '../../shared/ipc/bridge.ts';
import { type Call, type CommonError, commonErrors } from '../../shared/ipc/call.ts';
import { isBoundedData } from './bounded-data.ts';

export type CallTable = Readonly<Record<string, Call<z.ZodType, z.ZodType, readonly string[]>>>;

/** What answering one call comes to: its value, or one of the codes it declares. */
export type Outcome<C> =
  C extends Call<z.ZodType, infer Out, infer Errors>
    ?
        | { readonly ok: true; readonly value: z.infer<Out> }
        | { readonly ok: false; readonly error: Errors[number] | CommonError }
    : never;

/** One function per declared call. */
export type HandlersOf<Table extends CallTable> = {
  readonly [Name in keyof Table]: (input: z.infer<Table[Name]['input']>) => Promise<Outcome<Table[Name]>>;
};

type Answerer = (input: unknown) => Promise<{ ok: true; value: unknown } | { ok: false; error: string }>;

/** Told what went wrong in main, never what was said: call name, and the place and code of the fault. */
export type FaultLog = (fault: { readonly call: string; readonly what: string }) => void;

/**
 * Takes one question through its declaration: known name, bounded data, schema in, handler, schema out. Whatever happens,
 * what comes back is a value or a code; no message and no stack crosses.
 */
export async function answer<Table extends CallTable>(
  table: Table,
  handlers: Partial<HandlersOf<Table>>,
  question: { readonly name: unknown; readonly input: unknown },
  log: FaultLog,
): Promise<Reply> {
  const { name, input } = question;
  if (typeof name !== 'string' || !Object.hasOwn(table, name)) return refusal('bad-request');
  const declared = table[name];
  if (declared === undefined || !isBoundedData(input)) return refusal('bad-request');
  const parsed = declared.input.safeParse(input);
  if (!parsed.success) return refusal('bad-request');
  const handler = Object.hasOwn(handlers, name) ? (handlers[name] as Answerer | undefined) : undefined;
  if (handler === undefined) return refusal('not-signed-in');
  try {
    return checked(name, declared, await handler(parsed.data), log);
  } catch (error) {
    log({ call: name, what: faultOf(error) });
    return refusal('internal');
  }
}

function checked(
  name: string,
  declared: CallTable[string],
  outcome: Awaited<ReturnType<Answerer>>,
  log: FaultLog,
): Reply {
  if (!outcome.ok) {
    const isDeclared = [...declared.errors, ...commonErrors].includes(outcome.error);
    if (!isDeclared) log({ call: name, what: 'undeclared error code' });
    return refusal(isDeclared ? outcome.error : 'internal');
  }
  const value = declared.output.safeParse(outcome.value);
  if (value.success) return { ok: true, value: value.data };
  log({ call: name, what: `output: ${placesOf(value.error)}` });
  return refusal('internal');
}

function refusal(error: string): Reply {
  return { ok: false, error };
}

/** The kind of exception and where our code threw it; an exception's message may quote what a person wrote. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw a ${typeof error}`;
  const place = /^\s+at .*$/m.exec(error.stack ?? '')?.[0].trim() ?? 'at an unknown place';
  return `${error.name} ${place}`;
}

/** Where a value breaks its schema and how, without the value. */
export function placesOf(error: z.ZodError): string {
  const places = error.issues.slice(0, 5).map((issue) => `${issue.path.map(String).join('.')} ${issue.code}`);
  return places.join(', ');
}
