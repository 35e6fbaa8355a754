/** Lines about one rule within this time, in milliseconds. */
const most = { lines: 10, within: 60_000 };

/** Any peer can break a rule as often as he likes, and must not fill a disk with it (T30): the first few of each are logged. */
export function violationLog(
  log: (event: string, error: unknown) => void,
  now: () => number,
): (rule: string) => void {
  const lines = new Map<string, { since: number; count: number }>();
  return (rule) => {
    const known = lines.get(rule);
    const line =
      known === undefined || now() - known.since >= most.within ? { since: now(), count: 0 } : known;
    lines.set(rule, line);
    line.count += 1;
    if (line.count <= most.lines) log('stanza-ignored', rule);
  };
}
