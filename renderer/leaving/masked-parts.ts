import type { LeavingFinding } from '../../shared/model/leaving.ts';

/** A piece of a text as it may be shown: what was found is masked, what is far from it is left out. */
export type MaskedPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'match'; readonly masked: string }
  | { readonly kind: 'gap' };

/** In the text, in UTF-16 code units, end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

interface MaskedPlace extends Place {
  readonly masked: string;
}

/** What is shown on either side of a match, in UTF-16 code units. */
const context = 60;
const mostShown = 8;
/** Less than this is not worth leaving out. */
const shortest = 16;

export function maskedParts(text: string, findings: readonly LeavingFinding[]): readonly MaskedPart[] {
  const places = placesIn(findings).slice(0, mostShown);
  const parts: MaskedPart[] = [];
  let at = 0;
  for (const [index, { start, end, masked }] of places.entries()) {
    const near = wordStart(text, start - context);
    const from = near - at < shortest ? at : near;
    if (from > at) parts.push({ kind: 'gap' });
    if (from < start) parts.push({ kind: 'text', text: text.slice(from, start) });
    parts.push({ kind: 'match', masked });
    const next = places[index + 1]?.start ?? text.length;
    const far = wordEnd(text, end + context);
    at = next - far < shortest ? next : far;
    if (at > end) parts.push({ kind: 'text', text: text.slice(end, at) });
  }
  if (at < text.trimEnd().length) parts.push({ kind: 'gap' });
  return parts;
}

/** Where the first of it stands, for whoever wants to change it. */
export function firstPlace(findings: readonly LeavingFinding[]): Place | null {
  return placesIn(findings)[0] ?? null;
}

/** In order, and what overlaps as one. */
function placesIn(findings: readonly LeavingFinding[]): readonly MaskedPlace[] {
  const sorted = findings
    .flatMap(({ matches }) => matches)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const places: MaskedPlace[] = [];
  for (const { start, end, masked } of sorted) {
    const last = places.at(-1);
    if (last === undefined || start >= last.end) places.push({ start, end, masked });
    else if (end > last.end) places[places.length - 1] = { ...last, end };
  }
  return places;
}

function wordStart(text: string, at: number): number {
  if (at <= 0) return 0;
  const space = text.slice(0, at).search(/\s\S*$/u);
  return space === -1 || at - space > context ? whole(text, at) : space + 1;
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at).search(/\s/u);
  return space === -1 || space > context ? whole(text, at) : at + space;
}

/** Never between the halves of a character. */
function whole(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at;
}
