import type { FileType } from '../file-types.ts';

/** What the system does with a text of this ending, whatever stands in it: endings that run or show something active. */
const byEnding: Readonly<Record<string, FileType>> = {
  ...many(
    'script',
    'js jse mjs cjs vbs vbe vb wsf wsh wsc sct ws bat cmd ps1 psm1 psd1 ps1xml ps2 psc1 psc2 msh msh1 msh2 mshxml sh bash zsh ksh csh fish command tool py pyw pyz rb pl php lua tcl applescript scpt jsx au3 ahk a3x inf msc job gadget csproj vbproj xsl xslt',
  ),
  ...many('hta', 'hta'),
  ...many('registry-file', 'reg'),
  ...many('internet-shortcut', 'url website webloc inetloc fileloc'),
  ...many('desktop-entry', 'desktop directory kdelnk'),
  ...many('shell-command', 'scf theme themepack deskthemepack iqy rqy dqy oqy pif'),
  ...many('library-file', 'library-ms'),
  ...many('search-file', 'search-ms searchconnector-ms osdx'),
  ...many('settings-shortcut', 'settingcontent-ms appcontent-ms'),
  ...many('remote-desktop', 'rdp'),
  ...many('installer', 'application appref-ms jnlp mobileconfig appinstaller flatpakref'),
  ...many('html', 'html htm xhtml xht shtml shtm'),
  ...many('svg', 'svg'),
  ...many('mhtml', 'mht mhtml eml'),
  ...many('slk', 'slk'),
  ...many('csv', 'csv tsv'),
};

/** The last ending in lower case, as the system reads it: spaces and dots behind it do not count on Windows. Empty when there is none. */
export function endingOf(name: string): string {
  const base = name.replace(/^.*[/\\]/su, '').replace(/[\s.]+$/u, '');
  const dot = base.lastIndexOf('.');
  return dot < 0 ? '' : base.slice(dot + 1).toLowerCase();
}

export function typeByEnding(name: string): FileType | null {
  const ending = endingOf(name);
  return Object.hasOwn(byEnding, ending) ? (byEnding[ending] ?? null) : null;
}

function many(type: FileType, endings: string): Record<string, FileType> {
  return Object.fromEntries(endings.split(' ').map((ending) => [ending, type]));
}
