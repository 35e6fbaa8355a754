import { type PolicyPart, type PolicyProblem, policyProblem } from './policy-source.ts';

export type MergedParts =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Which of the files said what stands at this place, or else in what it would stand. */
      readonly fileOf: (path: readonly PropertyKey[]) => string;
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * One JSON value of all parts, each laid over those before it as a JSON Merge Patch (RFC 7396): objects are merged, everything else is
 * replaced, and null takes away what an earlier part said.
 */
export function mergeParts(parts: readonly PolicyPart[]): MergedParts {
  const values: { readonly file: string; readonly value: unknown }[] = [];
  const problems: PolicyProblem[] = [];
  for (const { file, bytes } of parts) {
    const parsed = parsedJson(bytes, file);
    if ('code' in parsed) problems.push(parsed);
    else values.push({ file, value: parsed.value });
  }
  const [first, ...later] = values;
  if (first === undefined || problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: later.reduce((target, { value }) => patched(target, value), first.value),
    fileOf: (path) =>
      values.reduce(
        (best, { file, value }) =>
          depthIn(value, path) >= best.depth ? { file, depth: depthIn(value, path) } : best,
        { file: first.file, depth: 0 },
      ).file,
  };
}

function patched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  // Not with spread or assignment: a key named __proto__ has to stay a key, and be refused as one that is not known.
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, patched(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How much of the path is there. */
function depthIn(value: unknown, path: readonly PropertyKey[]): number {
  let depth = 0;
  for (let at = value; depth < path.length; depth += 1) {
    const key = path[depth];
    if (key === undefined || typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) break;
    at = Reflect.get(at, key);
  }
  return depth;
}

function parsedJson(bytes: Uint8Array, file: string): { readonly value: unknown } | PolicyProblem {
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return policyProblem('not-json', file, placeOfSyntaxError(error, text));
  }
}

/** Line and column ("3:17") where the engine says at which character it stopped; its end where it stopped for want of more. */
function placeOfSyntaxError(error: Error, text: string): string {
  const said = /at position (\d+)/.exec(error.message)?.[1];
  const isCutOff = /end of JSON input/.test(error.message);
  if (said === undefined && !isCutOff) return '';
  const before = text.slice(0, said === undefined ? text.length : Number(said)).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
