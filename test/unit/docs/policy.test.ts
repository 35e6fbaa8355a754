import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { policyJsonSchema } from '../../../build/policy-reference/json-schema.ts';
import { policyReference } from '../../../build/policy-reference/reference.ts';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the reference of the policy', () => {
  it('is what the schema says: run npm run reference after a change', () => {
    expect(readFileSync(path.join(root, 'docs/POLICY.md'), 'utf8')).toBe(policyReference(policyJsonSchema()));
  });

  it('tells values, defaults and what a field means, of lists and of what is not in force too', () => {
    const lines = policyReference(policyJsonSchema()).split('\n');
    const row = (place: string) => lines.find((line) => line.startsWith(`| \`${place}\` |`));
    expect(row('report.contextMessages')).toBe(
      '| `report.contextMessages` | whole number from 0 to 50 | `10` | How many earlier messages of the conversation a report may carry. |',
    );
    expect(row('partners[].domain')).toContain('| text | required |');
    expect(row('session.idleLockMinutes')).toContain('| Not in force yet. Locks');
    expect(row('login.clientCertificate.keyFile')).toContain('| text | required |');
  });
});

describe('the JSON Schema of the policy', () => {
  it('knows every field, refuses others, and carries what they mean', () => {
    const schema = policyJsonSchema();
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      properties: {
        blocklistFile: { default: null, description: expect.stringContaining('Text file') },
        report: {
          additionalProperties: false,
          properties: {
            securityDesk: { type: ['string', 'null'] },
            thankYouText: { type: 'string', description: expect.stringMatching(/^Not in force yet\. /) },
          },
        },
        session: { additionalProperties: false, properties: { idleLockMinutes: { type: 'integer' } } },
      },
    });
    expect(schema.required).toBeUndefined();
  });
});
