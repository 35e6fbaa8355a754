import { z } from '../zod.ts';
import { documentReasonCodes } from './document-reasons.ts';
import { fileReasonCodes } from './file-reasons.ts';

/** From harmless to forbidden; the order is the meaning. */
export const verdictLevels = ['allow', 'notice', 'warn', 'hold', 'block'] as const;
export const verdictLevelSchema = z.enum(verdictLevels);
export type VerdictLevel = z.infer<typeof verdictLevelSchema>;

/** Why policy keeps somebody away. */
export const federationCodes = [
  /** Nobody outside the company may be talked with. */
  'federation.off',
  /** Policy blocks it. params: entry (the domain or address it names) */
  'federation.blocked',
  /** Only some of the company's people may talk outside. params: account */
  'federation.not-for-you',
  /** params: domain */
  'federation.not-listed',
] as const;
export type FederationCode = (typeof federationCodes)[number];

/** Every reason the product can give. Each has a sentence in every language of the renderer's catalogue. */
export const reasonCodes = [
  /** params: scheme */
  'link.scheme-forbidden',
  'link.unreadable',
  /** params: host, userinfo */
  'link.userinfo',
  /** params: host (as written), address (dotted or colon form) */
  'link.ip-literal',
  /** params: characters (code points, "U+200B U+202E") */
  'link.hidden-characters',
  /** params: host, scripts ("Latin, Cyrillic") */
  'link.mixed-scripts',
  /** params: host (ASCII), imitates (the real domain), character (the odd one, may be empty), script (its script, may be empty) */
  'link.imitates-domain',
  /** params: host (ASCII), name */
  'link.uses-protected-name',
  /** Written so that readers and programs disagree about the host (percent-encoding, backslashes). params: written, host */
  'link.disguised-host',
  /** Characters of one script that no ordinary name uses, or that read as others. params: host (ASCII), characters */
  'link.unusual-characters',
  /** params: host (Unicode), ascii */
  'link.punycode',
  /** params: host, entry (the line of the list that matched) */
  'link.blocklisted',
  /** An ending for names that is also one of files. params: host, ending */
  'link.file-ending',
  /** Leads on to another site, which was judged as well. params: host, to (that site's host) */
  'link.leads-on',
  /** A short link, whose target nobody sees. params: host */
  'link.shortened',
  /** The text of a link names another site than it leads to. params: host, written (the host in the text) */
  'link.text-differs',
  /** The local score; it only warns. params: host, score (percent), words (of the address), signs (codes of link-sign.ts) */
  'link.reads-like-phishing',
  'link.encrypted-file',
  /** params: limit (characters) */
  'link.too-long',
  /** params: domain */
  'person.outside',
  /** params: domain */
  'person.unknown',
  /** params: name, imitates (name), address (of the real one) */
  'person.imitates-colleague',
  /** params: name, imitates */
  'person.imitates-protected-name',
  /** params: address (ASCII), imitates (the real domain) */
  'person.imitates-domain',
  /** params: address (ASCII), scripts */
  'person.mixed-scripts',
  /** params: characters */
  'person.hidden-characters',
  /** params: characters */
  'text.hidden-characters',
  'text.encrypted-unreadable',
  /** To a room, which cannot be entered yet. params: room, by (who the room says has sent it; may be empty) */
  'text.invitation',
  /** params: limit (characters) */
  'text.too-long',
  /** Only the first ones were judged. params: limit */
  'text.too-many-links',
  'text.empty',
  ...federationCodes,
  /** Of earlier versions, which had this for messages alone; still in stored ones. params: domain */
  'outbound.domain-not-allowed',
  'outbound.recipient-blocked',
  /** To a stranger whom nobody here has accepted or added. */
  'outbound.not-accepted',
  /** Something confidential in an own text. params: rule, detector, kind, masked, confidence, count */
  'confidential.monitor',
  'confidential.notice',
  'confidential.justify',
  /** The same after its writer has given a reason. */
  'confidential.justified',
  'confidential.block',
  /** A text from outside asks for what deceivers ask for. params: words (as they stand in it) */
  'lure.remote-control',
  'lure.one-time-code',
  'lure.gift-card',
  'lure.payment-change',
  'lure.help-desk',
  /** The first text of a stranger reads like an unsolicited one. params: score (percent), words (what weighed most) */
  'text.unsolicited',
  /** Its sender, or strangers of his domain, write faster than policy lets them. */
  'text.too-fast',
  /** Several people outside wrote the same. params: senders */
  'text.campaign',
  ...fileReasonCodes,
  ...documentReasonCodes,
  /** It was shown until a new rule stopped it. The other reasons say which. */
  'message.withdrawn',
  /** It was sent before the rule was there that would have stopped it. */
  'message.sent-before-rule',
  /** A check could not be carried out. Unknown is never clean. params: check, cause (the kind of error) */
  'check.failed',
] as const;
export const reasonCodeSchema = z.enum(reasonCodes);
export type ReasonCode = z.infer<typeof reasonCodeSchema>;

export const reasonSchema = z.strictObject({
  code: reasonCodeSchema,
  level: verdictLevelSchema,
  params: z.record(z.string(), z.string()),
});
export type Reason = z.infer<typeof reasonSchema>;

export const verdictSchema = z.strictObject({
  level: verdictLevelSchema,
  reasons: z.array(reasonSchema).max(200),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const allow: Verdict = Object.freeze({ level: 'allow', reasons: [] });

export function isAtLeast(level: VerdictLevel, threshold: VerdictLevel): boolean {
  return verdictLevels.indexOf(level) >= verdictLevels.indexOf(threshold);
}

/** Why policy lets nothing pass. */
export type ForbiddenReason = Reason & { readonly code: FederationCode };

/** To a stranger nothing is written, and nothing told, before somebody here wants to talk with him. */
export const notAccepted: Reason = Object.freeze({
  code: 'outbound.not-accepted',
  level: 'block',
  params: {},
});

/** The strictest reason wins; a verdict without reasons is `allow`. Reasons are kept strictest first, in order. */
export function verdictOf(reasons: readonly Reason[]): Verdict {
  const sorted = [...reasons].sort(bySeverity);
  const strictest = sorted[0];
  return strictest === undefined ? allow : { level: strictest.level, reasons: sorted };
}

/** For sorting: the gravest first. */
export function bySeverity(a: Pick<Reason, 'level'>, b: Pick<Reason, 'level'>): number {
  return verdictLevels.indexOf(b.level) - verdictLevels.indexOf(a.level);
}

/** A reason that several give is given once. */
export function joinVerdicts(verdicts: readonly Verdict[]): Verdict {
  const reasons = new Map<string, Reason>();
  for (const reason of verdicts.flatMap((verdict) => verdict.reasons)) {
    reasons.set(JSON.stringify([reason.code, reason.level, reason.params]), reason);
  }
  return verdictOf([...reasons.values()]);
}
