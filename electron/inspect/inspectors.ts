import { zip } from './archives/zip.ts';
import type { Inspector } from './inspector.ts';

/** All there are, in the order they are asked. */
export const inspectors: readonly Inspector[] = [zip];
