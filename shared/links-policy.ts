import { domainSchema } from './model/domain.ts';
import { z } from './zod.ts';

/** Links, in messages and at the click. */
export const linksSchema = z.strictObject({
  schemesAllowed: z
    .array(z.enum(['http', 'https', 'mailto']))
    .default(['http', 'https', 'mailto'])
    .describe('Of the kinds of links that may be opened at all, those that may be here.'),
  allowDomains: z
    .array(domainSchema)
    .max(10_000)
    .default([])
    .describe(
      'Hosts of these domains are neither scored nor taken for imitations. A domain of a hosting company ("github.io") stands for itself alone, not for its customers.',
    ),
  blockDomains: z
    .array(domainSchema)
    .max(10_000)
    .default([])
    .describe('Hosts of these domains are not opened, on top of the blocklist file.'),
  brandDomains: z
    .array(domainSchema)
    .max(1000)
    .default([])
    .describe('Domains of others that are imitated, on top of those that everybody knows.'),
  allowClickThrough: z.boolean().default(true).describe('Whether a person may go on after a warning.'),
  warnThreshold: z
    .number()
    .min(0.05)
    .max(1)
    .default(0.5)
    .describe(
      'The score, from 0 to 1, at which a link is warned of. It never blocks. 1: the score is out of use.',
    ),
  shorteners: z
    .enum(['allow', 'notice', 'warn', 'block'])
    .default('notice')
    .describe('Short links, whose target nobody sees before it opens.'),
});
export type Links = z.infer<typeof linksSchema>;
