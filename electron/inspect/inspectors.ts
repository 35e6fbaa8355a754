import { zip } from './archives/zip.ts';
import type { Inspector } from './inspector.ts';
import { internetShortcut } from './pages/internet-shortcut.ts';
import { page } from './pages/page.ts';
import { activeTypes } from './types/active-types.ts';

/** All there are, in the order they are asked. */
export const inspectors: readonly Inspector[] = [activeTypes, internetShortcut, page, zip];
