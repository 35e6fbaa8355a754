import { z } from '../zod.ts';

/** As Windows or any other system writes it: a relative one would depend on where the program was started. */
export const absolutePathSchema = z
  .string()
  .max(4096)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'must be an absolute path');
