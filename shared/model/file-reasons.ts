/**
 * What files are held for. Every one has the param `where`: the place inside the file ("xl/vbaProject.bin"), empty for the file itself.
 */
export const fileReasonCodes = [
  /** An inspector failed, or the file is broken. params: inspector, cause */
  'file.not-inspected',
  /** It asks for more than anybody looks at. params: limit (bytes, entries, depth, time, ratio), inspector */
  'file.over-limit',
  /** Policy wants out of it what says where and by whom it was made. params: cause (kind, form, signed, encrypted, limit, failed) */
  'file.not-stripped',
  /** Policy lets none come from outside, or none that the inspection warns of. params: domain */
  'file.from-outside',
  /** It was let through until a new rule stopped it. The other reasons say which. */
  'file.held-later',
  /** Nobody here knows what to look for in it. params: type */
  'file.unknown-type',
  'file.encrypted',
  /** params: sha256 */
  'file.blocked-hash',
  /** params: type */
  'file.blocked-type',
  /** The scanner of the company knows it. params: signature */
  'file.malware',
  /** A YARA rule of the company's matches. params: rule */
  'file.rule-match',
  /** What does something when it is opened. params: type */
  'file.program',
  'file.script',
  'file.shortcut',
  'file.installer',
  'file.disk-image',
  /** A page that does something by itself. params: feature (script, handler, script-link, redirect, frame, form, base, packed-file, stylesheet, entity) */
  'file.active-page',
  /** It asks another computer for something before anybody has opened it. */
  'file.fetches-by-itself',
  /** Something that runs, under the ending or declared type of something to look at. params: ending, type */
  'file.disguised',
  /** params: ending, type */
  'file.type-mismatch',
  /** It is nothing known, but its name makes the system start it. params: ending */
  'file.runs-by-name',
  /** params: shown, real (endings) */
  'file.double-ending',
  /** In its name. params: characters (code points) */
  'file.hidden-characters',
  /** A name whose ending is pushed out of sight. */
  'file.padded-name',
  /** A picture whose size is no picture's. params: size */
  'file.absurd-size',
  /** Behind a picture. params: bytes (how many) */
  'file.trailing-data',
  /** A code in a picture that a telephone would follow. params: host */
  'file.code-link',
  /** Two files in one. params: second (type) */
  'file.polyglot',
  /** The gate says something of a link in it; its reasons stand beside this one. params: host */
  'file.link',
  /** An archive that readers understand differently. params: what (overlap, other-header, hidden-member, twice) */
  'file.archive-contradiction',
  /** A member whose name leads out of the folder that it is unpacked into. */
  'file.climbing-name',
  /** A member that stands for another place on the disk. */
  'file.link-in-archive',
] as const;
