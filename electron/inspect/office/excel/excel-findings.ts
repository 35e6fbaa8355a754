import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';

export interface MacroSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The automatic name that starts it. */
  readonly starts: string | null;
  /** What in it starts programs or writes files. */
  readonly does: string | null;
}

/** Excel 4 macros are older than VBA and run the same way. */
export function macroSheetFinding(place: Place, { name, isHidden, starts, does }: MacroSheet): Finding {
  const isDangerous = isHidden || starts !== null || does !== null;
  const params = { sheet: name, isHidden: isHidden ? 'yes' : 'no', starts: starts ?? '', does: does ?? '' };
  return isDangerous
    ? place.found('document.macro-sheet-dangerous', 'hold', params)
    : place.found('document.macro-sheet', 'warn', params);
}

export function ddeFinding(place: Place, program: string, topic: string): Finding {
  return place.found('document.dde', 'hold', { command: `${program} ${topic}`.trim() });
}
