import { z } from '../zod.ts';

/** A DNS name in lower-case ASCII (A-labels for international names), as policy files must write it. */
export const domainSchema = z
  .string()
  .max(253)
  .regex(
    /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/,
    'must be a domain name in lower-case ASCII',
  );
