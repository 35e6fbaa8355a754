// urn:gatehouse:exercise:1, our own: a message that IT sent to see who reports it
// <exercise xmlns='urn:gatehouse:exercise:1' expires='2027-01-31T00:00:00Z' signature='…'/> beside the body
// Security: anybody can write one. It says nothing before its signature was checked (report/exercise.ts).
import { SaxesParser } from 'saxes';
import { xml } from './connection/element.ts';
import { ns } from './namespaces.ts';

export interface ExerciseMark {
  /** As it was signed. */
  readonly expires: string;
  /** Base64. */
  readonly signature: string;
}

/** What our own server wraps a message in: carbons and results of its archive. */
const wrappers = new Set(['received', 'result', 'forwarded', 'message']);

/** Out of a stanza as it was kept; null when there is none. */
export function exerciseMarkIn(raw: string): ExerciseMark | null {
  let found: ExerciseMark | null = null;
  let isReadable = true;
  const around: string[] = [];
  const sax = new SaxesParser({ xmlns: true, position: false });
  sax.on('error', () => {
    isReadable = false;
  });
  sax.on('opentag', ({ uri, local, attributes }) => {
    const { expires, signature } = attributes;
    const isMark = uri === ns.exercise && local === 'exercise' && around.every((name) => wrappers.has(name));
    if (isMark && expires !== undefined && signature !== undefined) {
      found ??= { expires: expires.value, signature: signature.value };
    }
    around.push(local);
  });
  sax.on('closetag', () => around.pop());
  sax.write(raw).close();
  return isReadable ? found : null;
}

/** The whole message, for whatever program sends it. */
export function markedMessage(
  { to, from, id, body }: Readonly<Record<'to' | 'from' | 'id' | 'body', string>>,
  { expires, signature }: ExerciseMark,
): string {
  const mark = xml('exercise', { xmlns: ns.exercise, expires, signature });
  return xml('message', { type: 'chat', to, from, id }, xml('body', {}, body), mark).toString();
}
