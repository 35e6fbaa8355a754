import { domainSchema } from './model/domain.ts';
import { bareJidSchema } from './model/jid.ts';
import { z } from './zod.ts';

const addresses = z.array(bareJidSchema).max(10_000);
const domains = z.array(domainSchema).max(10_000);

/** Who may talk with whom across the company's border, in both directions and with every kind of stanza. */
export const federationSchema = z.strictObject({
  externalMode: z
    .enum(['off', 'allowlist', 'open'])
    .default('allowlist')
    .describe(
      '`off`: nobody outside, partners included. `allowlist`: those who are listed (`partners`, `allowedDomains`, `allowedAddresses`), so without a list nobody. `open`: everybody who is not blocked; who is not listed is a stranger, and waits in the requests tray first.',
    ),
  allowedDomains: domains
    .default([])
    .describe('Domains as they are, without their subdomains: guests and gateways live on those.'),
  allowedAddresses: addresses.default([]),
  allowedGroups: z
    .array(z.string().min(1).max(1024))
    .max(1000)
    .default([])
    .describe(
      'Contacts in these roster groups are allowed as `allowedAddresses` are. For shared groups, which the server fills: Gatehouse puts nobody into a group, but a roster does not tell who did, so let the server refuse that of other programs. Every change is on record.',
    ),
  blockedDomains: domains
    .default([])
    .describe('What is blocked is blocked whatever else is allowed; the company’s own domains cannot be.'),
  blockSubdomains: z.boolean().default(true).describe('Their subdomains as well.'),
  blockedAddresses: addresses.default([]).describe('Also inside: a colleague’s account that was taken.'),
  peopleAllowed: z
    .union([z.literal('everyone'), addresses])
    .default('everyone')
    .describe(
      'Who of the company’s people may talk outside; an entry without @ is everybody of that domain. Addresses and not roster groups: a roster never lists its own account (RFC 6121 section 2.1.3), and the groups in it are its owner’s to change.',
    ),
  externalFiles: z
    .enum(['block', 'quarantine', 'allow'])
    .default('quarantine')
    .describe(
      'Files from outside. `block`: none is fetched. `quarantine`: what the inspection only warns of is held as well. `allow`: like those of colleagues.',
    ),
  firstContact: z
    .enum(['hold', 'allow'])
    .default('hold')
    .describe('What strangers write first waits in the requests tray, or is shown like anybody’s.'),
});
