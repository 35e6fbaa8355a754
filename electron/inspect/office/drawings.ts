import type { Budget } from '../budget.ts';
import { bufferOf } from '../bytes.ts';
import { inflate } from '../inflate.ts';

/** Drawings of Windows and of OpenOffice that stand for an object or are pasted: lines and areas, which nothing is hidden in. */
export function isDrawing(bytes: Buffer, budget: Budget): boolean {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return isPlainDrawing(bufferOf(inflate(bytes, 'gzip', budget)));
  return isPlainDrawing(bytes);
}

/** MS-EMF section 2.3.4.2, MS-WMF sections 2.3.2.2 and 2.3.2.3, and StarView's own. */
function isPlainDrawing(bytes: Buffer): boolean {
  const isEnhanced = bytes.toString('latin1', 40, 44) === ' EMF';
  const isWindows = bytes.length > 18 && ['d7cdc69a', '01000900'].includes(bytes.toString('hex', 0, 4));
  return isEnhanced || isWindows || bytes.toString('latin1', 0, 6) === 'VCLMTF';
}
