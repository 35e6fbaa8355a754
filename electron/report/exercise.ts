import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { ExerciseMark } from '../wire/exercise-mark.ts';

/** A message as its recipient has it. */
export interface MarkableMessage {
  readonly to: string;
  readonly from: string;
  /** The stanza's. */
  readonly id: string;
  readonly body: string;
}

/** So that what was signed as anything else is no mark. */
const context = 'gatehouse-exercise-1\0';

/** `key`: the private one, `expires`: ISO 8601. */
export function signExercise(message: MarkableMessage, expires: string, key: KeyObject): ExerciseMark {
  return { expires, signature: sign(null, signedBytes(message, expires), key).toString('base64') };
}

/**
 * Whether IT has sent exactly this message from exactly there to exactly him, and it came in time. A mark that was taken from another
 * message, or is kept for later, is none: what is not certain to be an exercise is reported as what it may be.
 */
export function isExercise(
  message: MarkableMessage,
  { expires, signature }: ExerciseMark,
  at: number,
  key: string,
): boolean {
  if (message.id === '' || message.body === '' || !(at <= Date.parse(expires))) return false;
  return verify(null, signedBytes(message, expires), publicKeyIn(key), Buffer.from(signature, 'base64'));
}

function signedBytes({ to, from, id, body }: MarkableMessage, expires: string): Buffer {
  return Buffer.from(context + JSON.stringify([to, from, id, expires, body]));
}

/** `policy.report.simulationMarkerKey`. */
function publicKeyIn(key: string): KeyObject {
  return createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
}
