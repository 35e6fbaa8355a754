/**
 * What belongs to an open account and follows its stream: it is opened with the account and closed with it, hears when the stream is
 * caught up, when it is gone, and what the server says of messages that went out. Another one is another line in OpenAccount's `#parts`.
 */
export interface AccountPart {
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  /** The stream is up and what was missed has been fetched. Not resumed: what was on its way is to be sent again. */
  readonly ready: (isResumed: boolean) => void;
  readonly offline: () => void;
  /** The server has this message. */
  readonly sent: (stanzaId: string) => void;
  readonly failed: (stanzaId: string) => void;
}
