import { policySchema } from '../../shared/policy.ts';
import { policyNotYet } from '../../shared/policy-not-yet.ts';
import { z } from '../../shared/zod.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** The form of a policy as IT writes it, for editors and other checks before `gatehouse policy check`. */
export function policyJsonSchema(): JsonSchema {
  const schema = jsonSchemaOf(policySchema);
  for (const [place, field] of Object.entries(policyNotYet)) {
    const [group = '', name = ''] = place.split('.');
    const properties = groupIn(schema, group);
    if (properties === null || Object.hasOwn(properties, name)) continue;
    const { $schema: _, ...said } = jsonSchemaOf(field);
    properties[name] = { ...said, description: `Not in force yet. ${said.description ?? ''}`.trim() };
  }
  return { title: 'Gatehouse policy', ...schema };
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Checks of our own (addresses, keys) are of texts.
      if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'string';
    },
  });
}

/** The fields of a group, which is made where nothing of it is in force; null where it is no group. */
function groupIn(schema: JsonSchema, group: string): Record<string, JsonSchema> | null {
  schema.properties ??= {};
  const found = schema.properties[group];
  if (found === undefined) {
    const properties: Record<string, JsonSchema> = {};
    schema.properties[group] = { type: 'object', properties, additionalProperties: false };
    return properties;
  }
  const object = typeof found === 'boolean' ? undefined : objectIn(found);
  return (object?.properties as Record<string, JsonSchema> | undefined) ?? null;
}

/** The object itself, also of one that may be null. */
export function objectIn(schema: JsonSchema): JsonSchema | undefined {
  if (schema.properties !== undefined) return schema;
  return schema.anyOf?.find((option) => option.properties !== undefined);
}
