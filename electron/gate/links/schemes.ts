/** What may ever leave for a browser or a mail program; everything else is refused. */
export const openSchemes: ReadonlySet<string> = new Set(['http', 'https', 'mailto']);

/** Links to end-to-end encrypted files carry their key behind the `#`; opening one hands the key to the browser (XEP-0454 section 4). */
export const encryptedFileSchemes: ReadonlySet<string> = new Set(['aesgcm']);

// Schemes that programs act on without `//`. A word and a colon otherwise ("Note:this", "Tel:+49") is text.
const actedOn = new Set([
  ...openSchemes,
  ...encryptedFileSchemes,
  'afp',
  'blob',
  'callto',
  'cifs',
  'facetime',
  'filesystem',
  'ftp',
  'ftps',
  'gopher',
  'itms-services',
  'jar',
  'javascript',
  'ldap',
  'livescript',
  'magnet',
  'mhtml',
  'mocha',
  'msteams',
  'nfs',
  'rdp',
  'rlogin',
  'search-ms',
  'sftp',
  'sip',
  'skype',
  'smb',
  'ssh',
  'telnet',
  'vbs',
  'vbscript',
  'view-source',
  'vnc',
  'webcal',
  'wyciwyg',
  'xmpp',
  'zoommtg',
]);

// These are also everyday words: they count where what follows has the form that a program would act on.
const alsoWords = new Map([
  ['about', /^(?:blank|config|srcdoc|flags)\b/i],
  ['data', /^[^,]*[;/][^,]*,|^,/],
  ['file', /^(?:[/\\.]|[a-z]:)/i],
  ['search', /^(?:query|crumb|displayname)=/i],
  ['shell', /^(?:::|[a-z ]+$)/i],
]);

/** Whether `scheme:` without slashes starts something an operating system or another client may act on. `rest` is what follows. */
export function isActedOn(scheme: string, rest: string): boolean {
  const lower = scheme.toLowerCase();
  // Windows registers hundreds of `ms-…:` handlers; several ran programs from a link (CVE-2022-30190, ms-msdt).
  if (rest !== '' && (actedOn.has(lower) || /^(?:ms-|x-apple)/.test(lower))) return true;
  return alsoWords.get(lower)?.test(rest) ?? false;
}
