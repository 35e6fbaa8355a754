import { policySchema } from '../../shared/policy.ts';
import { policyNotYet } from '../../shared/policy-not-yet.ts';
import { z } from '../../shared/zod.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface SplitPolicy {
  /** For the schema of what is in force. */
  readonly value: unknown;
  /** Places of fields that are understood and not obeyed. */
  readonly notYet: readonly (readonly string[])[];
  /** What is wrong with them, as zod tells it. */
  readonly issues: readonly z.core.$ZodIssue[];
}

/** Takes out of a policy what is declared in shared/policy-not-yet.ts. A field that the schema knows by now stays. */
export function splitNotYet(value: unknown): SplitPolicy {
  if (!isFields(value)) return { value, notYet: [], issues: [] };
  const kept = new Map(Object.entries(value));
  const notYet: string[][] = [];
  const issues: z.core.$ZodIssue[] = [];
  for (const group of groups) {
    const fields = kept.get(group);
    if (!isFields(fields)) continue;
    const { left, taken } = take(group, fields);
    if (taken.length === 0 && Object.hasOwn(policySchema.shape, group)) continue;
    for (const [field, said] of taken) {
      const path = [group, field];
      const parsed = policyNotYet[path.join('.')]?.safeParse(said);
      if (parsed?.success === false)
        issues.push(...parsed.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
      else notYet.push(path);
    }
    const unknown = Object.keys(left);
    if (Object.hasOwn(policySchema.shape, group)) kept.set(group, left);
    else {
      kept.delete(group);
      if (unknown.length > 0)
        issues.push({ code: 'unrecognized_keys', keys: unknown, path: [group], message: '', input: fields });
    }
  }
  return { value: Object.fromEntries(kept), notYet, issues };
}

function take(group: string, fields: Fields) {
  const isDeclared = ([field]: [string, unknown]) =>
    Object.hasOwn(policyNotYet, `${group}.${field}`) && !isInForce([group, field]);
  const entries = Object.entries(fields);
  return {
    taken: entries.filter(isDeclared),
    left: Object.fromEntries(entries.filter((entry) => !isDeclared(entry))),
  };
}

const groups = new Set(Object.keys(policyNotYet).map((place) => place.split('.')[0] ?? ''));

/** Whether the schema of what is in force has such a field. */
function isInForce(path: readonly string[]): boolean {
  let at: z.core.$ZodType = policySchema;
  for (const key of path) {
    const object = unwrapped(at);
    const next = object instanceof z.ZodObject && Object.hasOwn(object.shape, key) ? object.shape[key] : null;
    if (!(next instanceof z.ZodType)) return false;
    at = next;
  }
  return true;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapper =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional;
  return isWrapper ? unwrapped(schema.def.innerType) : schema;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
