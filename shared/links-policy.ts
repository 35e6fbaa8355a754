import { domainSchema } from './model/domain.ts';
import { z } from './zod.ts';

/** Links, in messages and at the click. */
export const linksSchema = z.strictObject({
  /** Of the kinds of links that may be opened at all, those that may be here. */
  schemesAllowed: z.array(z.enum(['http', 'https', 'mailto'])).default(['http', 'https', 'mailto']),
  /**
   * Hosts of these domains are neither scored nor taken for imitations. A domain of a hosting company ("github.io") stands for itself
   * alone, not for its customers.
   */
  allowDomains: z.array(domainSchema).max(10_000).default([]),
  /** Hosts of these domains are not opened, on top of the blocklist file. */
  blockDomains: z.array(domainSchema).max(10_000).default([]),
  /** Domains of others that are imitated, on top of those that everybody knows. */
  brandDomains: z.array(domainSchema).max(1000).default([]),
  /** Whether a person may go on after a warning. */
  allowClickThrough: z.boolean().default(true),
  /** The score, from 0 to 1, at which a link is warned of. It never blocks. 1: the score is out of use. */
  warnThreshold: z.number().min(0.05).max(1).default(0.5),
  /** Short links, whose target nobody sees before it opens. */
  shorteners: z.enum(['allow', 'notice', 'warn', 'block']).default('notice'),
});
export type Links = z.infer<typeof linksSchema>;
