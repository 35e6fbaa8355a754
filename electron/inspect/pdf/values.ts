// What objects of a PDF are made of. Source: ISO 32000-1 section 7.3.

export type PdfValue =
  | { readonly kind: 'name'; readonly text: string; readonly isDisguised: boolean }
  | { readonly kind: 'string'; readonly bytes: Buffer }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'reference'; readonly object: number }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  | PdfDictionary
  | { readonly kind: 'other' };

export interface PdfDictionary {
  readonly kind: 'dictionary';
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Keys that were written with escapes where none are needed. */
  readonly disguised: readonly string[];
}

export const other: PdfValue = { kind: 'other' };

export function entry(dictionary: PdfDictionary, key: string): PdfValue {
  return dictionary.entries.get(key) ?? other;
}

export function nameOf(value: PdfValue): string {
  return value.kind === 'name' ? value.text : '';
}

export function numberOf(value: PdfValue): number | null {
  return value.kind === 'number' ? value.value : null;
}

/** Text strings (section 7.9.2.2): UTF-16 with its mark, else one byte for a letter. */
export function textOf(value: PdfValue): string {
  if (value.kind !== 'string') return '';
  const { bytes } = value;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes);
  return bytes.toString('latin1');
}
