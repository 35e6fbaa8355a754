import { gzip } from './archives/gzip.ts';
import { packed } from './archives/packed.ts';
import { tar } from './archives/tar.ts';
import { zip } from './archives/zip.ts';
import { picture } from './images/picture.ts';
import type { Inspector } from './inspector.ts';
import { csv } from './office/excel/csv.ts';
import { slk } from './office/excel/slk.ts';
import { mhtml } from './office/mhtml.ts';
import { officeXml } from './office/office-xml.ts';
import { ole } from './office/ole.ts';
import { ooxml } from './office/ooxml/ooxml.ts';
import { rtf } from './office/rtf/rtf.ts';
import { oneNote } from './onenote.ts';
import { internetShortcut } from './pages/internet-shortcut.ts';
import { page } from './pages/page.ts';
import { pdf } from './pdf/pdf.ts';
import { activeTypes } from './types/active-types.ts';

/** All there are, in the order they are asked. */
export const inspectors: readonly Inspector[] = [
  activeTypes,
  internetShortcut,
  page,
  picture,
  zip,
  gzip,
  tar,
  packed,
  ole,
  ooxml,
  officeXml,
  mhtml,
  rtf,
  csv,
  slk,
  oneNote,
  pdf,
];
