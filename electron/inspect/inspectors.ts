import { zip } from './archives/zip.ts';
import type { Inspector } from './inspector.ts';
import { ole } from './office/ole.ts';
import { ooxml } from './office/ooxml/ooxml.ts';
import { internetShortcut } from './pages/internet-shortcut.ts';
import { page } from './pages/page.ts';
import { pdf } from './pdf/pdf.ts';
import { activeTypes } from './types/active-types.ts';

/** All there are, in the order they are asked. */
export const inspectors: readonly Inspector[] = [activeTypes, internetShortcut, page, zip, ole, ooxml, pdf];
