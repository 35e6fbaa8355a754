/** One attack, or one defect of the library we build on, and what of it has nothing to meet yet. */
export interface AttackCase {
  readonly number: `${'T' | 'X'}${number}`;
  /** What is promised. */
  readonly promise: string;
  /** What of it cannot apply yet, and why. A case without any test must be this as a whole. */
  readonly absent?: string;
}

const noRooms = 'rooms do not exist yet';

/** T are attacks, X are defects of the XMPP library that our own layer covers. SECURITY.md says which file keeps each. */
export const attackCases: readonly AttackCase[] = [
  { number: 'T1', promise: 'without STARTTLS nothing is sent, least of all a login' },
  { number: 'T2', promise: 'bytes that arrive before TLS are never read as XMPP after it' },
  { number: 'T3', promise: 'no session without a certificate that is valid, trusted and for the domain' },
  { number: 'T4', promise: 'whatever DNS says, the domain is what is verified' },
  { number: 'T5', promise: 'a login cannot be talked down to a weaker mechanism' },
  { number: 'T6', promise: 'the server proves that it knows the account' },
  { number: 'T7', promise: 'a refused password is not tried again' },
  { number: 'T8', promise: 'a redirect to another host is not followed' },
  { number: 'T9', promise: 'the stream is from the domain' },
  { number: 'T10', promise: 'an answer counts only from whom it was asked' },
  { number: 'T11', promise: 'roster pushes count from our own account alone' },
  { number: 'T12', promise: 'carbons count from our own account alone, one level deep' },
  { number: 'T13', promise: 'a bare forwarded message shows as nothing' },
  {
    number: 'T14',
    promise: 'archive results count only from the archive that was asked',
    absent: `archives of rooms: ${noRooms}`,
  },
  { number: 'T15', promise: 'a time stamp of the sender moves no message in time' },
  { number: 'T16', promise: 'archive ids are our own server’s, and a reused id hides nothing' },
  {
    number: 'T17',
    promise: 'a correction changes no stored message',
    absent: `corrections in rooms: ${noRooms}`,
  },
  { number: 'T18', promise: 'a retraction deletes nothing', absent: `moderation: ${noRooms}` },
  {
    number: 'T19',
    promise: 'receipts, markers, reactions and replies reach no foreign message',
    absent: `ids of rooms: ${noRooms}`,
  },
  {
    number: 'T20',
    promise: 'a name that imitates a colleague is unmasked',
    absent: `nicknames of rooms: ${noRooms}`,
  },
  { number: 'T21', promise: 'a role in a room is not taken from direct presence' },
  { number: 'T22', promise: 'a room that is logged or tells addresses says so', absent: noRooms },
  { number: 'T23', promise: 'an address that looks like another is unmasked' },
  {
    number: 'T24',
    promise: 'hidden and direction-changing characters are revealed',
  },
  { number: 'T25', promise: 'a link is its real host, and only harmless schemes are links' },
  { number: 'T26', promise: 'a link that carries a key is never opened' },
  { number: 'T27', promise: 'files go nowhere but to the company, and come from nowhere it does not know' },
  { number: 'T28', promise: 'formatted bodies are not rendered and nothing remote is fetched' },
  { number: 'T29', promise: 'a stream that is not strict, bounded XML ends without a crash' },
  { number: 'T30', promise: 'a flood of strangers costs nothing that lasts and makes no noise' },
  { number: 'T31', promise: 'a stranger cannot tell whether we are here, nor what we run' },
  {
    number: 'T32',
    promise: 'personal events of others change nothing',
    absent: 'bookmarks of our own: no personal events are read or published yet',
  },
  { number: 'T33', promise: 'requests nobody implements are refused' },
  {
    number: 'T34',
    promise: 'impossible counts of stream management are refused; nothing is lost or doubled',
  },
  {
    number: 'T35',
    promise: 'a login token that was stolen is worth nothing',
    absent: 'no login tokens (XEP-0484) are asked for or kept',
  },
  {
    number: 'T36',
    promise: 'what claims to be encrypted never shows a text beside the cipher',
    absent: 'keys and devices, as end-to-end encryption is left out',
  },
  {
    number: 'T37',
    promise: 'nothing confidential leaves',
    absent: 'corrections and rooms: they are not sent yet',
  },
  { number: 'X1', promise: 'a connection without STARTTLS is no session' },
  { number: 'X2', promise: 'no password leaves in the clear' },
  { number: 'X3', promise: 'the server’s signature is checked' },
  { number: 'X4', promise: 'nonce and iteration count are checked' },
  { number: 'X5', promise: 'PLAIN is not taken where SCRAM is offered' },
  { number: 'X6', promise: 'nothing is read that came behind <proceed/>' },
  { number: 'X7', promise: 'direct TLS is checked for the domain, and names it' },
  { number: 'X8', promise: 'a host from DNS is not what is verified' },
  { number: 'X9', promise: 'STARTTLS knows our authorities and names the domain' },
  { number: 'X10', promise: 'ids of requests cannot be guessed, and senders of answers are checked' },
  { number: 'X11', promise: 'a character in two pieces stays whole' },
  { number: 'X12', promise: 'no stanza and no listener that fails ends the program' },
  { number: 'X13', promise: 'declarations, comments and instructions end the stream' },
  { number: 'X14', promise: 'size and depth of a stanza are bounded' },
  { number: 'X15', promise: 'XML that is not well-formed ends the stream' },
  { number: 'X16', promise: 'the header of the stream is the domain’s' },
  { number: 'X17', promise: 'see-other-host is not followed' },
  { number: 'X18', promise: 'a confirmation of what was never sent hurts nobody' },
  { number: 'X19', promise: 'a refused login does not lock the account' },
  { number: 'X20', promise: 'a dead connection is noticed' },
  { number: 'X21', promise: 'a slow server is waited for' },
];
