import type { Origin } from './forwarding.ts';
import type { FieldValue, Notice } from './notice.ts';
import { visible } from './visible.ts';

/**
 * RFC 5424 section 6.3: one element with all fields. A signed head is the message beside it, as JSON, because a log server that is
 * not told to writes no structured data.
 */
export function structuredData(
  { kind, fields, head }: Notice,
  _origin: Origin,
  enterpriseNumber: number,
): string {
  const params = Object.entries(fields).map(([name, value]) => ` ${name}="${escaped(textOf(value))}"`);
  const message = head === null ? kind : `gatehouse-head ${JSON.stringify(head)}`;
  return `[${elementName(enterpriseNumber)}${params.join('')}] ${message}`;
}

/** RFC 5424 section 7.2.2: a name of one's own, at the number of who gave it. */
export function elementName(enterpriseNumber: number): string {
  return `gatehouse@${enterpriseNumber}`;
}

/** RFC 5424 section 6.3.3. */
export function escaped(text: string): string {
  return visible(text).replace(/["\\\]]/g, '\\$&');
}

function textOf(value: FieldValue): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}
