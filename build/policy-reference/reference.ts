import { type JsonSchema, objectIn } from './json-schema.ts';

const head = `# The policy

Written by \`npm run reference\` from the schema; change the schema, not this file. Where a policy comes from, who believes it and when
it takes effect is told in \`electron/policy/README.md\`. The build puts the same as JSON Schema into \`out/policy.schema.json\`, and a package
has it in its resources. \`gatehouse policy check FILE\` also finds what a JSON Schema cannot say.

Every field may be left out. A field that is not listed here refuses the policy. One that is **not in force yet** is held to its form and
told to IT; nothing acts on it.
`;

/** All fields for people, a table for each group. */
export function policyReference(schema: JsonSchema): string {
  const groups = Object.entries(schema.properties ?? {}).map(([name, said]) => {
    const group = asObject(said);
    const rows = rowsOf(name, group, false);
    const about = group.description === undefined ? '' : `${group.description}\n\n`;
    const shown = objectIn(group) === undefined ? rows : rows.slice(1);
    return `## ${name}\n\n${about}${table(shown)}`;
  });
  return [head, ...groups].join('\n');
}

interface Row {
  readonly place: string;
  readonly values: string;
  readonly byDefault: string;
  readonly meaning: string;
}

function rowsOf(place: string, schema: JsonSchema, isRequired: boolean): readonly Row[] {
  const own: Row = {
    place,
    values: valuesOf(schema),
    byDefault: isRequired ? 'required' : defaultOf(schema),
    meaning: schema.description ?? '',
  };
  const items = asObject(schema.items ?? {});
  const object = objectIn(schema);
  // Items of several kinds stand one kind after the other, each behind its name.
  const kinds = (items.oneOf ?? [items]).map((kind) => objectIn(asObject(kind)));
  const prefix = object === undefined ? `${place}[].` : `${place}.`;
  const fields = (object === undefined ? kinds : [object]).flatMap((inside) =>
    Object.entries(inside?.properties ?? {}).flatMap(([name, said]) =>
      rowsOf(`${prefix}${name}`, asObject(said), inside?.required?.includes(name) === true),
    ),
  );
  return [own, ...fields];
}

function valuesOf(schema: JsonSchema): string {
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined)
    return [...new Set(options.map((option) => valuesOf(asObject(option))))].join(' or ');
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  // One of a text and null has both in one list.
  const kinds: readonly unknown[] = [schema.type].flat();
  if (kinds.length > 1) return kinds.map((type) => valuesOf({ type } as JsonSchema)).join(' or ');
  switch (schema.type) {
    case 'array': {
      const most = schema.maxItems === undefined ? '' : `, at most ${schema.maxItems}`;
      return `list of ${plural(valuesOf(asObject(schema.items ?? {})))}${most}`;
    }
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'whole number' : 'number'}${range(schema)}`;
    case 'boolean':
      return '`true`, `false`';
    case 'null':
      return '`null`';
    case 'object':
      return 'object';
    default:
      return 'text';
  }
}

function plural(values: string): string {
  return { text: 'texts', object: 'objects' }[values] ?? values;
}

function range({ minimum, maximum }: JsonSchema): string {
  if (minimum === undefined || maximum === undefined) return '';
  return ` from ${minimum} to ${maximum}`;
}

/** Long ones, as the rules for confidential data, are better read where they are written. */
function defaultOf(schema: JsonSchema): string {
  if (schema.default === undefined || schema.type === 'object') return '';
  const text = code(schema.default);
  return text.length > 60 ? 'see the schema' : text;
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function asObject(schema: boolean | JsonSchema | readonly unknown[]): JsonSchema {
  return typeof schema === 'object' && !Array.isArray(schema) ? (schema as JsonSchema) : {};
}

function table(rows: readonly Row[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const lines = rows.map(
    ({ place, values, byDefault, meaning }) =>
      `| \`${place}\` | ${cell(values)} | ${cell(byDefault)} | ${cell(meaning)} |`,
  );
  return ['| Field | Values | By default | Meaning |', '| --- | --- | --- | --- |', ...lines, ''].join('\n');
}
