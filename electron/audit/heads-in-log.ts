import { parsedJson } from '../parsed-json.ts';
import { headHash, type SignedHead, signedHeadSchema } from './signed-head.ts';

/**
 * The signed heads in a log server's file, whatever it writes around the messages: each line may be a head itself, hold one as it was
 * sent (electron/forward), or be JSON with such a message in it. Each head once: what was sent twice is in the file twice. With `host`,
 * from lines in which it stands as a word.
 */
export function headsInLog(text: string, host: string | null): readonly SignedHead[] {
  const heads = new Map<string, SignedHead>();
  for (const line of text.split('\n')) {
    const isWanted = host === null || line.split(/[\s"'=,|]+/).includes(host);
    const head = isWanted ? headIn(line) : null;
    if (head !== null) heads.set(headHash(head), head);
  }
  return [...heads.values()];
}

/** Text of others stands in a log with its quotes escaped; only what was sent as a head has them bare behind its name. */
function headIn(line: string): SignedHead | null {
  const whole = parsedJson(line);
  const own = signedHeadSchema.safeParse(whole);
  if (own.success) return own.data;
  const sent = sentHead(line);
  if (sent !== null || typeof whole !== 'object' || whole === null) return sent;
  for (const value of Object.values(whole)) {
    const inside = typeof value === 'string' ? sentHead(value) : null;
    if (inside !== null) return inside;
  }
  return null;
}

function sentHead(text: string): SignedHead | null {
  const found = /gatehouse-head(?: |":)(\{[^{}]*\})/.exec(text)?.[1];
  if (found === undefined) return null;
  // The Common Event Format escapes equals signs and backslashes.
  const head = signedHeadSchema.safeParse(parsedJson(found) ?? parsedJson(found.replace(/\\([=\\])/g, '$1')));
  return head.success ? head.data : null;
}
