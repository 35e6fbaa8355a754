/** How a client came in, by the server's own account. */
export interface ServerSession {
  readonly jid: string;
  /** As OpenSSL names it: "TLSv1.3". Empty when the stream was not encrypted. */
  readonly tls: string;
  /** The mechanism: "SCRAM-SHA-256". */
  readonly sasl: string;
}

/** The logins that succeeded, oldest first, read from the server's debug log. */
export function sessionsIn(lines: readonly string[]): ServerSession[] {
  const pending = new Map<string, { tls: string; sasl: string }>();
  const sessions: ServerSession[] = [];
  for (const line of lines) {
    const [, id = '', event = ''] = /^(c2s[0-9a-f]+)\s+(?:info|debug)\s+(.*)/.exec(line) ?? [];
    if (event === 'Client connected') pending.set(id, { tls: '', sasl: '' });
    const session = pending.get(id);
    if (!session) continue;
    session.tls = /^Stream encrypted \((\S+) /.exec(event)?.[1] ?? session.tls;
    session.sasl = /^Received\[c2s_unauthed\]: <auth .*?mechanism='([^']+)'/.exec(event)?.[1] ?? session.sasl;
    const jid = /^Authenticated as (\S+)/.exec(event)?.[1];
    if (jid) sessions.push({ jid, ...session });
  }
  return sessions;
}
