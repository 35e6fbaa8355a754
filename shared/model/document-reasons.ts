/**
 * What documents can do besides being read. Every one has the param `where`: the place inside the file ("xl/vbaProject.bin"), empty for the
 * file itself.
 */
export const documentReasonCodes = [
  /** Macros that somebody has to start, or that do nothing outside of the document. */
  'document.macro',
  /** params: starts (the event) */
  'document.macro-starts',
  /** params: starts, does (the words of its source) */
  'document.macro-starts-and-runs',
  'document.macro-starts-and-writes',
  'document.macro-unreadable',
  /** The compiled form has more lines than the source. */
  'document.macro-differs',
  /** Excel 4. params: sheet, does (both may be empty), isHidden (yes, no) */
  'document.macro-sheet',
  /** params: sheet, starts, does (all may be empty), isHidden */
  'document.macro-sheet-dangerous',
  /** params: command */
  'document.dde',
  /** params: formula */
  'document.formula-runs',
  /** params: name */
  'document.embedded-file',
  /** params: target */
  'document.remote-template',
  /** params: relation ("oleObject"), target */
  'document.remote-part',
  /** params: class */
  'document.equation',
  'document.equation-exploit',
  /** params: class */
  'document.activex',
  'document.embedded-browser',
  'document.flash',
  'document.starts-program',
  /** Objects that are taken up on opening, without a click. */
  'document.object-updates',
  /** Written so that scanners lose their way. params: how (header, nesting, hexadecimal, unknown-words) */
  'document.obfuscated',
  /** Encrypted with the password that Excel tries by itself. */
  'document.default-password',
  /** params: limit */
  'document.too-many-links',
  /** In fields of a form, only what Acrobat writes there. */
  'pdf.form-script',
  'pdf.javascript',
  'pdf.javascript-on-opening',
  /** params: action (URI, Launch, SubmitForm, GoToR, GoToE) */
  'pdf.acts-on-opening',
  /** params: target */
  'pdf.launch',
  'pdf.submits-form',
  'pdf.imports-data',
  'pdf.remote-file',
  /** XFA. */
  'pdf.dynamic-form',
  'pdf.form-with-script',
  /** params: kind (RichMedia, Screen, 3D) */
  'pdf.media',
  /** params: name */
  'pdf.disguised-name',
] as const;
