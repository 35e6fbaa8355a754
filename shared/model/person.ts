import { z } from '../zod.ts';
import { bareJidSchema } from './jid.ts';
import { reasonSchema, verdictSchema } from './verdict.ts';

/** Inside: the company's domains. Outside: a party policy names. Unknown: anyone else. */
export const placeSchema = z.enum(['inside', 'outside', 'unknown']);
export type Place = z.infer<typeof placeSchema>;

export const availabilitySchema = z.enum(['available', 'away', 'busy', 'offline']);
export type Availability = z.infer<typeof availabilitySchema>;

export const personSchema = z.strictObject({
  jid: bareJidSchema,
  /** What to call the person: the roster's name for contacts, else the ASCII address. Never what a stranger says of himself (XEP-0165). */
  name: z.string().max(4096),
  /** The address in ASCII (domain as A-labels), for the details pane and wherever the name is in doubt. */
  address: z.string().max(4096),
  place: placeSchema,
  /** The partner's name from policy; null inside and for strangers. */
  company: z.string().max(256).nullable(),
  groups: z.array(z.string().max(1024)).max(100),
  availability: availabilitySchema,
  statusText: z.string().max(4096),
  isContact: z.boolean(),
  /** A stranger: what he writes, and whether he asks for anything, is seen in the requests tray and nowhere else. */
  isWaiting: z.boolean(),
  isBlocked: z.boolean(),
  /** Why nothing may be written to this person, as policy forbids it or nobody accepted a stranger; null when it may. */
  closed: reasonSchema.nullable(),
  /** Asks to see our presence and was not answered yet (RFC 6121 section 3.1.3). */
  isAsking: z.boolean(),
  /** Whether `availability` is known. `asked`: we asked to see it and were not answered yet (RFC 6121 section 3.1.2). */
  presence: z.enum(['shown', 'asked', 'hidden']),
  /** Imitation and other findings about who this claims to be. */
  verdict: verdictSchema,
});
export type Person = z.infer<typeof personSchema>;
