import type { FieldValue, Notice } from './notice.ts';
import { visible } from './visible.ts';

/**
 * RFC 5424 section 6.3: one element with all fields. A signed head is the message beside it, as JSON, because a log server that is
 * not told to writes no structured data.
 */
export function structuredData({ kind, fields, head }: Notice): string {
  const params = Object.entries(fields).map(([name, value]) => ` ${name}="${escaped(textOf(value))}"`);
  const message = head === null ? kind : `gatehouse-head ${JSON.stringify(head)}`;
  return `[${elementName}${params.join('')}] ${message}`;
}

/** The number is the one that RFC 5612 keeps for those who have none of their own. */
export const elementName = 'gatehouse@32473';

/** RFC 5424 section 6.3.3. */
export function escaped(text: string): string {
  return visible(text).replace(/["\\\]]/g, '\\$&');
}

function textOf(value: FieldValue): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}
