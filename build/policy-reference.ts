// Writes docs/POLICY.md from the schema of the policy: npm run reference

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { policyJsonSchema } from './policy-reference/json-schema.ts';
import { policyReference } from './policy-reference/reference.ts';

const docs = path.join(path.dirname(import.meta.dirname), 'docs');
await mkdir(docs, { recursive: true });
await writeFile(path.join(docs, 'POLICY.md'), policyReference(policyJsonSchema()));
