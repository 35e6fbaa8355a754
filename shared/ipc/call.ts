import type { z } from '../zod.ts';

/** One question the renderer may ask main. Errors cross as one of `errors`, never as a message or a stack. */
export interface Call<In extends z.ZodType, Out extends z.ZodType, Errors extends readonly string[]> {
  readonly input: In;
  readonly output: Out;
  readonly errors: Errors;
}

export function call<In extends z.ZodType, Out extends z.ZodType, const Errors extends readonly string[]>(
  input: In,
  output: Out,
  ...errors: Errors
): Call<In, Out, Errors> {
  return { input, output, errors };
}

/** Errors any call may end with: the question broke its schema, came from the wrong place, or main failed at it. */
export const commonErrors = ['bad-request', 'forbidden', 'not-signed-in', 'internal'] as const;
export type CommonError = (typeof commonErrors)[number];
