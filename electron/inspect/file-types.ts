/** What a file is by its content. `kind` says what opening it can do. */
const types = {
  // Documents.
  pdf: 'document',
  rtf: 'document',
  /** OLE compound file of Office: doc, xls, ppt and what else is stored that way, encrypted OOXML too. */
  ole: 'document',
  /** Zip with [Content_Types].xml of Office: docx, xlsm, xlsb, pptx. */
  ooxml: 'document',
  /** Zip with a mimetype of OpenDocument: odt, ods, odp. */
  odf: 'document',
  /** One XML file: Flat OPC and the XML of Office 2003. */
  'office-xml': 'document',
  mhtml: 'document',
  slk: 'document',
  csv: 'document',
  onenote: 'document',
  // Programs and what the system runs.
  'windows-program': 'program',
  'dotnet-program': 'program',
  'linux-program': 'program',
  'mac-program': 'program',
  'java-class': 'program',
  webassembly: 'program',
  'dos-program': 'program',
  'android-program': 'program',
  flash: 'program',
  'java-archive': 'program',
  'compiled-script': 'program',
  'browser-extension': 'program',
  'compiled-help': 'program',
  script: 'script',
  hta: 'script',
  'registry-file': 'script',
  shortcut: 'shortcut',
  'internet-shortcut': 'shortcut',
  'desktop-entry': 'shortcut',
  'shell-command': 'shortcut',
  'library-file': 'shortcut',
  'search-file': 'shortcut',
  'remote-desktop': 'shortcut',
  'settings-shortcut': 'shortcut',
  installer: 'installer',
  'disk-image': 'disk-image',
  // Containers that are looked into.
  zip: 'archive',
  gzip: 'archive',
  tar: 'archive',
  '7z': 'archive',
  rar: 'archive',
  xz: 'archive',
  bzip2: 'archive',
  zstd: 'archive',
  cab: 'archive',
  iso: 'archive',
  'other-archive': 'archive',
  // What is shown.
  html: 'page',
  svg: 'page',
  png: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  tiff: 'image',
  icon: 'image',
  heif: 'image',
  'other-image': 'image',
  media: 'media',
  font: 'media',
  xml: 'text',
  text: 'text',
  empty: 'text',
  unknown: 'unknown',
} as const;

export type FileType = keyof typeof types;
export type FileKind = (typeof types)[FileType];

export function kindOf(type: FileType): FileKind {
  return types[type];
}
